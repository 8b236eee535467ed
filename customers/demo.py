"""Customers with a past: two years of people added, notes written, details changed, a few suspended."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection, transaction

from core.actors import Actor, ActorKind
from core.demo import Demo, seeds
from core.events import Event, publish_many
from core.events.months import prepare_months
from core.lists.export import start_export
from core.lists.selection import Selection
from core.lists.services import save_view
from customers import events
from customers.demo_names import NOTES, PEOPLE
from customers.models import AccountStatus, Customer, Note, Source
from customers.search import folded
from customers.tables import CUSTOMERS

REMEMBERED = 20_000  # the newest so many customers have their story in the event log
NOTED = 5_000
VIEWS = {"Suspended": "status=suspended", "From the shop": "source=shop"}
SHOP = Actor(kind=ActorKind.API_KEY, label="Online shop")

# Later weeks bring more people than earlier ones, as in a shop that grows.
_CUSTOMERS = """
INSERT INTO customers_customer
  (store_id, created_at, updated_at, email, first_name, last_name, phone, language, status, source)
SELECT %(store)s, at, at,
  CASE WHEN mail < 0.96 THEN mail_firsts[f] || '.' || mail_lasts[l] || n || '@example.com' END,
  firsts[f], lasts[l],
  CASE WHEN phone < 0.62 THEN numbers || lpad(floor(digits * 10 ^ (13 - length(numbers) - extra))::int::text,
    13 - length(numbers) - extra, '0') ELSE '' END,
  CASE WHEN mail < 0.8 THEN language ELSE '' END,
  CASE WHEN state < 0.985 THEN 'active' ELSE 'suspended' END,
  CASE WHEN origin < 0.7 THEN 'shop' WHEN origin < 0.85 THEN 'import' WHEN origin < 0.95 THEN 'staff'
    ELSE 'api' END
FROM (
  SELECT n, people.*,
    1 + floor(a * cardinality(firsts))::int AS f, 1 + floor(b * cardinality(lasts))::int AS l,
    %(now)s::timestamptz - interval '730 days' * power(c, 1.6) AS at, mail, phone, digits, state, origin,
    CASE WHEN numbers LIKE '+1%%' THEN 1 WHEN numbers LIKE '+33%%' THEN 1 ELSE 0 END AS extra
  FROM (
    SELECT n, random() AS a, random() AS b, random() AS c, random() AS mail, random() AS phone,
      random() AS digits, random() AS state, random() AS origin,
      (%(deck)s::int[])[1 + floor(random() * %(cards)s)::int] AS card
    FROM generate_series(1, %(size)s) AS n
  ) AS rolled JOIN demo_people AS people USING (card)
) AS drawn ORDER BY at
"""
_NOTES = """
INSERT INTO customers_note
  (store_id, customer_id, created_at, text, pinned, author_kind, author_id, author_label)
SELECT %(store)s, id, created_at + (%(now)s::timestamptz - created_at) * random(),
  (%(texts)s::text[])[1 + floor(random() * %(count)s)::int], random() < 0.1, 'staff',
  (%(ids)s::bigint[])[writer], (%(labels)s::text[])[writer]
FROM (
  SELECT id, created_at, 1 + floor(random() * %(writers)s)::int AS writer FROM customers_customer
  WHERE store_id = %(store)s ORDER BY random() LIMIT %(notes)s
) AS chosen
"""


@seeds(order=10)
@transaction.atomic
def customers(demo: Demo) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        cursor.execute("SELECT setseed(0.42)")  # the same people every time
        _deal_people(cursor)
        deck = [card for card, people in enumerate(PEOPLE) for _ in range(people.weight)]
        given = {"store": demo.store.pk, "now": demo.now, "size": demo.size}
        cursor.execute(_CUSTOMERS, {**given, "deck": deck, "cards": len(deck)})
        cursor.execute(_NOTES, {**given, **_writers(demo)})
        cursor.execute("ANALYZE customers_customer, customers_note")
    _tell_story(demo)
    return f"{demo.size:,} customers"


@seeds(order=20)
def list_of_customers(demo: Demo) -> str:
    """Two shared views of the list, and an export that the worker makes as soon as it runs."""
    owner = demo.staff[0]
    member_id = demo.store.memberships.order_by("pk").values_list("pk", flat=True)[0]
    for name, query in VIEWS.items():
        save_view(
            store=demo.store,
            table=CUSTOMERS,
            member_id=member_id,
            name=name,
            query=query,
            shared=True,
            by=owner,
        )
    start_export(
        store=demo.store,
        table=CUSTOMERS,
        selection=Selection(everything=True, query=VIEWS["Suspended"]),
        sort="name",
        columns=["name", "email", "added"],
        count=demo.store.customers.filter(status=AccountStatus.SUSPENDED).count(),
        by=owner,
    )
    return f"{len(VIEWS)} saved views, an export"


def _deal_people(cursor) -> None:
    cursor.execute("DROP TABLE IF EXISTS demo_people")
    cursor.execute(
        "CREATE TEMP TABLE demo_people (card int, language text, numbers text, firsts text[], lasts text[],"
        " mail_firsts text[], mail_lasts text[]) ON COMMIT DROP"
    )
    rows = [
        (card, p.language, p.numbers, p.firsts, p.lasts, _as_address(p.firsts), _as_address(p.lasts))
        for card, p in enumerate(PEOPLE)
    ]
    cursor.executemany("INSERT INTO demo_people VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)


def _as_address(names: list[str]) -> list[str]:
    return ["".join(c for c in folded(name) if c.isascii() and c.isalnum()) for name in names]


def _writers(demo: Demo) -> dict:
    return {
        "texts": NOTES,
        "count": len(NOTES),
        "ids": [actor.id for actor in demo.staff],
        "labels": [actor.label for actor in demo.staff],
        "writers": len(demo.staff),
        "notes": min(NOTED, max(demo.size // 20, 1)),
    }


def _tell_story(demo: Demo) -> None:
    """The log as it would read had everything happened here, each by whoever did it."""
    known = list(Customer.objects.filter(store=demo.store).for_table().order_by("-created_at")[:REMEMBERED])
    by_hand = [customer for customer in known if customer.source == Source.STAFF]
    publish_many(_arrivals([c for c in known if c.source != Source.STAFF]), by=SHOP)
    told = [*_arrivals(by_hand), *_changes_of_account(demo, known), *_notes(demo, known)]
    for turn, actor in enumerate(demo.staff):
        share = [event for event in told if event.customer_id % len(demo.staff) == turn]
        publish_many(share, by=actor)
    prepare_months(demo.now)


def _arrivals(known: list[Customer]) -> Iterator[Event]:
    for customer in known:
        yield events.CustomerAdded(**_about(customer), happened_at=customer.created_at)


def _changes_of_account(demo: Demo, known: list[Customer]) -> Iterator[Event]:
    for customer in known:
        if customer.status == AccountStatus.SUSPENDED:
            at = _between(customer.created_at, demo.now, customer.pk)
            yield events.CustomerSuspended(**_about(customer), happened_at=at)


def _notes(demo: Demo, known: list[Customer]) -> Iterator[Event]:
    by_key = {customer.pk: customer for customer in known}
    for note in Note.objects.filter(store=demo.store).order_by("pk"):
        if customer := by_key.get(note.customer_id):
            yield events.NoteAdded(**_about(customer), note_id=note.pk, happened_at=note.created_at)


def _about(customer: Customer) -> dict:
    return {"store_id": customer.store_id, "customer_id": customer.pk, "subject_label": customer.name}


def _between(start: datetime, end: datetime, salt: int) -> datetime:
    return start + timedelta(seconds=(end - start).total_seconds() * (salt * 7919 % 97) / 97)
