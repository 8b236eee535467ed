"""People of deliveries, read from their rows and written back with a few statements."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from core.actors import Actor
from core.events import publish_edits, publish_many
from core.models import Store
from customers.contacts import Contact
from customers.custom import fields_of, values_of_many
from customers.custom_kinds import as_text
from customers.events import CustomerAdded, CustomerEdited
from customers.models import Customer, DetailNews, ExternalId, FormerId
from customers.services.custom_values import write_custom
from customers.services.erased import erased_contacts, erased_persons
from customers.services.figures import start_figures
from customers.services.people import DETAILS, PREFIX, People, Person

COLUMNS = ("email", *DETAILS, "source")
_UPDATE = """
UPDATE customers_customer SET email = given.email, first_name = given.first_name,
  last_name = given.last_name, phone = given.phone, language = given.language, company = given.company,
  birthday = given.birthday, gender = given.gender, time_zone = given.time_zone, source = given.source,
  updated_at = %s
FROM json_to_recordset(%s) AS given (id bigint, email text, first_name text, last_name text, phone text,
  language text, company text, birthday date, gender text, time_zone text, source text)
WHERE customers_customer.id = given.id
"""


def people_of(store: Store, contacts: Iterable[Contact]) -> People:
    """Everybody whom these contacts may mean or whose address they may claim, locked in the order of keys."""
    told = list(contacts)
    owners = _owners(store, {contact.external_id for contact in told if contact.external_id})
    emails = {contact.email for contact in told if contact.email}
    former = dict(
        FormerId.objects.filter(store=store, email__in=emails)
        .order_by("pk")
        .values_list("email", "customer_id")
    )
    phones = {contact.phone for contact in told if not (contact.external_id or contact.email)} - {""}
    keys = {*owners.values(), *former.values()} | _keys_of(store, emails, phones)
    held = Customer.objects.filter(pk__in=keys, email__isnull=False).values_list("email", flat=True)
    wanting = DetailNews.objects.filter(store=store, wanted_email__in=emails | set(held))
    keys |= set(wanting.values_list("customer_id", flat=True))
    marks = erased_contacts(store, told)
    keys |= {mark.customer_id for mark in marks.values() if mark.customer_id}
    persons = list(_loaded(store, keys, {key for contact in told for key in contact.custom}))
    return People(persons, erased_persons(marks, persons), former)


def _owners(store: Store, external_ids: set[str]) -> dict[str, int]:
    rows = ExternalId.objects.filter(store=store, value__in=external_ids)
    return dict(rows.values_list("value", "customer_id"))


def _keys_of(store: Store, emails: set[str], phones: set[str]) -> set[int]:
    live, every = Customer.objects.filter(store=store), Customer.with_deleted.filter(store=store)
    deleted = every.filter(deleted_at__isnull=False, email__in=emails)
    found = [live.filter(email__in=emails), deleted] if emails else []
    found += [live.filter(~Q(phone=""), phone__in=phones)] if phones else []
    return {key for rows in found for key in rows.values_list("pk", flat=True)}


def _loaded(store: Store, keys: set[int], own: set[str]) -> Iterable[Person]:
    if not keys:
        return []
    rows = Customer.with_deleted.filter(store=store, pk__in=keys).order_by("pk").select_for_update()
    told = rows.values("pk", "public_id", "status", "deleted_at", *COLUMNS)
    ids: dict[int, set[str]] = {}
    for key, value in ExternalId.objects.filter(customer__in=keys).values_list("customer_id", "value"):
        ids.setdefault(key, set()).add(value)
    news = {row.pk: row for row in DetailNews.objects.filter(pk__in=keys)}
    custom = _own_values(store, keys, own)
    return [
        _person(row, ids.get(row["pk"], set()), news.get(row["pk"]), custom.get(row["pk"], {}))
        for row in told
    ]


def _own_values(store: Store, keys: set[int], own: set[str]) -> dict[int, dict[str, str]]:
    """What the store's own fields of these keys hold, as texts."""
    fields = [one for one in fields_of(store) if one.key in own] if own else []
    found = values_of_many(store, keys, fields) if fields else {}
    return {
        customer: {f"{PREFIX}{key}": as_text(value) for key, value in values.items()}
        for customer, values in found.items()
    }


def _person(row: dict[str, Any], ids: set[str], news: DetailNews | None, own: dict[str, str]) -> Person:
    person = Person(
        email=row["email"],
        claimed=(news and news.wanted_email) or row["email"],
        details={name: str(row[name] or "") for name in DETAILS} | own,
        versions=dict(news.versions) if news else {},
        ids=ids,
        source=row["source"],
        status=row["status"],
        deleted_at=row["deleted_at"],
        public_id=row["public_id"],
        pk=row["pk"],
    )
    person.loaded = {**person.row, "news": (dict(person.versions), person.wanted_email)}
    return person


def keep(people: People, *, store: Store, by: Actor, now: datetime) -> list[Person]:
    """Write what is new or different; gives those who are new."""
    new = [person for person in people.persons if person.is_new]
    known = [person for person in people.persons if not person.is_new]
    own = write_custom(store, {person.key: person.own for person in known})
    edited = [person for person in known if _edit(person) or person.key in own]
    _free_addresses(edited)
    _insert(new, store, now)
    write_custom(store, {person.key: person.own for person in new})
    _update(edited, now)
    _keep_news(people, store)
    _keep_ids(people, store)
    start_figures(store=store, customer_ids=[person.key for person in new])
    publish_many((CustomerAdded(**_about(store, person)) for person in new), by=by)
    edits = ((person, _edit(person) | own.get(person.key, {})) for person in edited)
    publish_edits(((CustomerEdited(**_about(store, person)), edit) for person, edit in edits), by=by)
    return new


def _edit(person: Person) -> dict[str, list]:
    """What changed about somebody who was known, old and new."""
    row = person.row
    changed = {name: [person.loaded[name], row[name]] for name in row if person.loaded[name] != row[name]}
    return changed | ({"external_id": [None, ", ".join(person.new_ids)]} if person.new_ids else {})


def _free_addresses(edited: list[Person]) -> None:
    """Before others get them: the unique index looks at each row as it is written."""
    moved = [person.key for person in edited if person.loaded["email"] and "email" in _edit(person)]
    if moved:
        Customer.objects.filter(pk__in=moved).update(email=None)


def _insert(new: list[Person], store: Store, now: datetime) -> None:
    rows = [
        Customer(store=store, public_id=person.public_id, status=person.status, updated_at=now, **person.row)
        for person in new
    ]
    for person, row in zip(new, Customer.objects.bulk_create(rows), strict=True):
        person.pk = row.pk


def _update(edited: list[Person], now: datetime) -> None:
    if edited:
        given = json.dumps([{"id": person.pk, **person.row} for person in edited])
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [now, given])


def _keep_news(people: People, store: Store) -> None:
    rows = [
        DetailNews(
            customer_id=person.key, store=store, versions=person.versions, wanted_email=person.wanted_email
        )
        for person in sorted(people.persons, key=lambda person: person.key)
        if person.news != person.loaded.get("news", ({}, ""))
    ]
    DetailNews.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["customer"], update_fields=["versions", "wanted_email"]
    )


def _keep_ids(people: People, store: Store) -> None:
    rows = [
        ExternalId(store=store, customer_id=person.key, value=value)
        for person in people.persons
        for value in person.new_ids
    ]
    ExternalId.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["store", "value"], update_fields=["customer"]
    )


def _about(store: Store, person: Person) -> dict[str, Any]:
    names = (person.details["first_name"], person.details["last_name"])
    label = " ".join(filter(None, names)) or person.email or person.details["phone"]
    return {
        "store_id": store.pk,
        "customer_id": person.pk,
        "subject_label": label or min(person.ids, default=""),
    }
