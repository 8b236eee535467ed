"""How long each kind of data is kept: the rules, each registered by the app whose rows they are.

    keeps_for(Rule(key="cart_days", label=_("Carts"), text=_("…"), due=lambda store, before: …))

`key` names the days in the store's settings (`core.store_settings.Keeping`); 0 days keeps them for good.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from core.models import Store
from core.store_settings import Keeping

AT_ONCE = 2_000

Due = Callable[[Store, datetime], models.QuerySet]
Drop = Callable[[list[int]], int]


@dataclass(frozen=True, kw_only=True)
class Rule:
    key: str
    label: Any
    due: Due  # the rows of a store that are older than a moment
    drop: Drop | None = None  # deletes some of them by key; the rows themselves when none


_rules: dict[str, Rule] = {}


def keeps_for(*rules: Rule) -> None:
    _rules.update({rule.key: rule for rule in rules})


def rules() -> list[Rule]:
    return list(_rules.values())


def due_rows(rule: Rule, store: Store, days: int, now: datetime) -> models.QuerySet:
    return rule.due(store, now - timedelta(days=days))


def drop_due(*, store: Store, now: datetime, in_time: Callable[[], bool]) -> dict[str, int]:
    """Delete what is past its time, some at once, until all is gone or the time is over."""
    kept = store.settings_of(Keeping)
    dropped: dict[str, int] = {}
    for rule in rules():
        days = getattr(kept, rule.key)
        while days and in_time() and (count := _drop_some(rule, store, days, now)):
            dropped[rule.key] = dropped.get(rule.key, 0) + count
    return dropped


@transaction.atomic
def _drop_some(rule: Rule, store: Store, days: int, now: datetime) -> int:
    keys = list(due_rows(rule, store, days, now).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if not keys:
        return 0
    if rule.drop:
        return rule.drop(keys)
    rule.due(store, now).model._base_manager.filter(pk__in=keys).delete()
    return len(keys)
