"""Details that an import changed go back to what they were, where they still are what it made of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from core.actors import Actor
from core.events import publish_edits
from core.intake import as_version
from core.models import Store
from customers.events import CustomerEdited
from customers.importing.fields import VALUE_COLUMN, column_of
from customers.importing.undoing import Undone
from customers.models import Customer, CustomField, CustomValue, DetailNews, ExternalId, ImportChange
from customers.services.people import STATED

Changes = dict[str, list]


def undo_changes(changes: Sequence[ImportChange], store: Store, by: Actor, now: datetime) -> Undone:
    keys = [change.customer_id for change in changes]
    people = Customer.objects.filter(pk__in=keys).for_table().select_for_update().order_by("pk")
    known = {person.pk: person for person in people if not person.is_erased}
    wanted = {change.was["email"] for change in changes if change.was.get("email")}
    taken = set(Customer.objects.filter(store=store, email__in=wanted).values_list("email", flat=True))
    back = _Back(store, known, taken)
    edits: list[tuple[Customer, Changes]] = []
    left = []
    for change in changes:
        if person := known.get(change.customer_id):
            undone = back.put(person, change)
            edits += [(person, undone)] if undone else []
            left += [person.name] if len(undone) < len(change.became) else []
    _write(store, edits, by, now)
    return Undone(0, len(edits), left)


class _Back:
    def __init__(self, store: Store, known: dict[int, Customer], taken: set[str | None]):
        self._taken = taken
        self._kinds = {f"custom_{field.pk}": field for field in CustomField.objects.filter(store=store)}
        values = CustomValue.objects.filter(customer__in=known, place=0)
        self._values = {(value.customer_id, value.field_id): value for value in values}
        self._ids: dict[int, dict[str, ExternalId]] = defaultdict(dict)
        for one in ExternalId.objects.filter(customer__in=known):
            self._ids[one.customer_id][one.value] = one

    def put(self, person: Customer, change: ImportChange) -> Changes:
        """What of it went back, for the log."""
        undone: Changes = {}
        for name, became in change.became.items():
            put = self._id if name == "external_id" else self._value if name in self._kinds else self._detail
            if put(person, name, change.was.get(name), became):
                undone[name] = [became, change.was.get(name)]
        return undone

    def _detail(self, person: Customer, name: str, was: Any, became: Any) -> bool:
        column = column_of(name)
        held = getattr(person, name)
        if column is None or _as_json(held) != became or (name == "email" and was in self._taken):
            return False
        if name == "email" and was:
            self._taken.add(was)
        setattr(person, name, date.fromisoformat(was) if was and column.cast == "date" else was)
        return True

    def _id(self, person: Customer, _name: str, _was: Any, became: Any) -> bool:
        known = self._ids[person.pk].get(became)
        if known is None:
            return False
        known.delete()
        return True

    def _value(self, person: Customer, name: str, was: Any, became: Any) -> bool:
        field = self._kinds[name]
        value = self._values.get((person.pk, field.pk))
        column, _cast = VALUE_COLUMN[field.kind]
        if value is None or not _same(getattr(value, column), became):
            return False
        if was is None:
            value.delete()
        else:
            setattr(value, column, was)
            value.save(update_fields=[column])
        return True


def _write(store: Store, edits: list[tuple[Customer, Changes]], by: Actor, now: datetime) -> None:
    details = sorted({name for _person, undone in edits for name in undone if column_of(name)})
    people = [person for person, _undone in edits]
    for person in people:
        person.updated_at = now
    # Two may swap addresses: the unique index looks at each row as it is written.
    moved = [person.pk for person, undone in edits if "email" in undone]
    Customer.objects.filter(pk__in=moved).update(email=None)
    Customer.objects.bulk_update(people, [*details, "updated_at"], batch_size=500)
    _stamp(store, edits, now)
    told = (
        (CustomerEdited(store_id=store.pk, customer_id=p.pk, subject_label=p.name), undone)
        for p, undone in edits
    )
    publish_edits(told, by=by)


def _stamp(store: Store, edits: list[tuple[Customer, Changes]], now: datetime) -> None:
    version = f"{STATED} {as_version(now)}"
    rows = DetailNews.objects.in_bulk([person.pk for person, _undone in edits])
    for person, undone in edits:
        news = rows.setdefault(person.pk, DetailNews(customer=person, store=store))
        news.versions |= {name: version for name in undone if column_of(name)}
    DetailNews.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["customer"], update_fields=["versions"]
    )


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _same(held: Any, became: Any) -> bool:
    """Numbers come from JSON as 12.5 and from the column as 12.5000."""
    return held == became or (_as_json(held) == became) or str(held) == str(became)
