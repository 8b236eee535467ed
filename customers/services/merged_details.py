"""Which details a customer has after a merge, and which again after it is undone."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from core.intake import as_version
from customers.merging.choices import CHOICES
from customers.models import AccountStatus, Customer, DetailNews
from customers.services.people import STATED

PLACE = ("city", "region", "country")  # of one address, so they go together
STRICTEST = (AccountStatus.ACTIVE, AccountStatus.SUSPENDED, AccountStatus.BANNED)
STANDING = ("status", "status_reason", "status_since")

Changed = dict[str, list[Any]]  # {"phone": [old, new]}, by column, as JSON has it


def usual_choices(kept: Customer, gone: Customer) -> set[str]:
    """What is taken from the one who goes unless somebody chooses: all that the other lacks."""
    return {name for name in CHOICES if not _value(kept, name) and _value(gone, name)}


def join_details(kept: Customer, gone: Customer, taken: Collection[str]) -> Changed:
    """Give `kept` its values, unsaved; says what changed."""
    wanted = {name: _value(gone, name) for name in taken}
    if not any(_value(kept, name) for name in PLACE):
        wanted |= {name: _value(gone, name) for name in PLACE}
    if _strictness(gone) > _strictness(kept):  # what a person was refused stays refused
        wanted |= {name: _value(gone, name) for name in STANDING}
    wanted["created_at"] = min(kept.created_at, gone.created_at)
    changed = {}
    for name, value in wanted.items():
        field = _field(name)
        old = getattr(kept, field.attname)
        if old != value:
            changed[field.attname] = [_plain(old), _plain(value)]
            setattr(kept, field.attname, value)
    return changed


def part_details(kept: Customer, changed: Changed) -> list[str]:
    """Give `kept` back what it had, unsaved, but for what was changed since; the columns given back."""
    given = [name for name, (_old, new) in changed.items() if _plain(getattr(kept, name)) == new]
    for name in given:
        setattr(kept, name, _field(name).to_python(changed[name][0]))
    return given


def stamp(kept: Customer, changed: Changed, now: datetime) -> dict[str, Any]:
    """What staff chose counts against the shop's news of before; what the news row was like."""
    news, _is_new = DetailNews.objects.get_or_create(customer=kept, defaults={"store_id": kept.store_id})
    before = {"versions": dict(news.versions), "wanted_email": news.wanted_email, "is_new": _is_new}
    chosen = [name for name in changed if name in CHOICES]
    news.versions |= dict.fromkeys(chosen, f"{STATED} {as_version(now)}")
    if news.wanted_email == kept.email:
        news.wanted_email = ""
    news.save(update_fields=["versions", "wanted_email"])
    return before | {"stamped": {name: news.versions[name] for name in chosen}}


def unstamp(kept: Customer, before: dict[str, Any]) -> None:
    """Details that nobody told of since are as new as they were."""
    news = DetailNews.objects.get(customer=kept)
    told_since = {
        name: version
        for name, version in news.versions.items()
        if version not in (before["stamped"].get(name), before["versions"].get(name))
    }
    news.versions = before["versions"] | told_since
    news.wanted_email = news.wanted_email or before["wanted_email"]
    if before["is_new"] and not told_since:
        news.delete()
    else:
        news.save(update_fields=["versions", "wanted_email"])


def _field(name: str) -> Any:
    return Customer._meta.get_field(name)


def _value(customer: Customer, name: str) -> Any:
    return getattr(customer, _field(name).attname)


def _strictness(customer: Customer) -> int:
    return STRICTEST.index(AccountStatus(customer.status))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
