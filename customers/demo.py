"""Customers with a past: three years of people added, notes written, a few suspended.

The seeders of other apps find everybody in `demo_customer`, with their number and where they live, and the
clocks of `customers.demo_calendar` as functions.
"""

from collections.abc import Iterator

from django.db import connection

from core.actors import Actor, ActorKind
from core.demo import Demo, reserve, seeds
from core.events import Event, publish_many
from core.events.months import prepare_months
from core.lists.export import start_export
from core.lists.selection import Selection
from core.lists.services import save_view
from customers import events
from customers.demo_bars import bars, say_why
from customers.demo_calendar import Calendar
from customers.demo_consents import ask_people
from customers.demo_details import KNOWN, fill_own_fields, known_by
from customers.demo_duplicates import find_and_merge_some, make_doubles
from customers.demo_imports import import_files
from customers.demo_names import NOTES, PEOPLE
from customers.demo_panels import hang_on_profiles
from customers.demo_places import PLACES
from customers.demo_tags import give_tags
from customers.demo_talks import keep_talks
from customers.models import AccountStatus, Customer, Note, Source
from customers.queries.lifecycle import MANY
from customers.search import folded
from customers.services.lifecycle import write_lifecycle_report
from customers.tables import CUSTOMERS

REMEMBERED = 20_000  # the newest so many customers have their story in the event log
NOTED = 5_000
VIEWS = {"Suspended": "status=suspended", "From the shop": "source=shop"}
SHOP = Actor(kind=ActorKind.API_KEY, label="Online shop")

# Everybody has a number, from which all else about them follows; keys follow the order they came in.
_ARRIVE = """
CREATE TEMP TABLE demo_customer ON COMMIT DROP AS
SELECT %(first)s + row_number() OVER (ORDER BY at, n) - 1 AS id, drawn.*
FROM (
  SELECT n, card, place, zone, day, is_buyer, pg_temp.moment(day, zone, pg_temp.roll(n, 4)) AS at
  FROM (
    SELECT n, (%(deck)s::int[])[1 + floor(pg_temp.roll(n, 1) * %(cards)s)::int] AS card,
      pg_temp.joined_on(pg_temp.roll(n, 2)) AS day, pg_temp.roll(n, 3) < 0.72 AS is_buyer
    FROM generate_series(1, %(size)s::bigint) AS n OFFSET 0
  ) AS rolled JOIN demo_people AS people USING (card)
  JOIN demo_place AS lives ON lives.place =
    people.places[1 + floor(pg_temp.roll(n, 5) * cardinality(people.places))::int]
) AS drawn ORDER BY 1
"""
_CUSTOMERS = f"""
INSERT INTO customers_customer
  (id, store_id, created_at, updated_at, email, first_name, last_name, phone, language, status, source,
   company, birthday, time_zone, socials, owner_id)
SELECT id, %(store)s, at, at,
  CASE WHEN is_buyer OR mail < 0.94 THEN mail_firsts[f] || '.' || mail_lasts[l] || n || '@example.com' END,
  firsts[f], lasts[l],
  CASE WHEN pg_temp.roll(n, 11) < 0.62 THEN numbers || lpad(
    floor(pg_temp.roll(n, 12) * 10 ^ (13 - length(numbers) - extra))::int::text,
    13 - length(numbers) - extra, '0') ELSE '' END,
  CASE WHEN mail < 0.8 THEN language ELSE '' END,
  CASE WHEN pg_temp.roll(n, 13) < 0.985 THEN 'active' ELSE 'suspended' END,
  CASE WHEN is_buyer AND origin < 0.8 OR origin < 0.4 THEN 'shop' WHEN origin < 0.86 THEN 'import'
    WHEN origin < 0.95 THEN 'staff' ELSE 'api' END, {KNOWN}
FROM (
  SELECT *, pg_temp.roll(n, 10) AS mail, pg_temp.roll(n, 14) AS origin,
    1 + floor(pg_temp.roll(n, 15) * cardinality(firsts))::int AS f,
    1 + floor(pg_temp.roll(n, 16) * cardinality(lasts))::int AS l,
    CASE WHEN numbers LIKE '+1%%' OR numbers LIKE '+33%%' THEN 1 ELSE 0 END AS extra
  FROM demo_customer JOIN demo_people AS people USING (card)
) AS drawn ORDER BY id
"""  # noqa: S608 (constants)
_EXTERNAL_IDS = """
INSERT INTO customers_externalid (store_id, created_at, customer_id, value)
SELECT %(store)s, at, id, (400000 + n * 3)::text FROM demo_customer ORDER BY id
"""
_NOTES = """
INSERT INTO customers_note
  (store_id, customer_id, created_at, text, pinned, author_kind, author_id, author_label)
SELECT %(store)s, id, at + (%(now)s::timestamptz - at) * pg_temp.roll(n, 21),
  (%(texts)s::text[])[1 + floor(pg_temp.roll(n, 22) * %(count)s)::int], pg_temp.roll(n, 23) < 0.1, 'staff',
  (%(ids)s::bigint[])[writer], (%(labels)s::text[])[writer]
FROM (
  SELECT *, 1 + floor(pg_temp.roll(n, 24) * %(writers)s)::int AS writer FROM demo_customer
  ORDER BY pg_temp.roll(n, 20) LIMIT %(notes)s
) AS chosen ORDER BY 3
"""


@seeds(order=10)
def customers(demo: Demo) -> str:
    first = reserve("customers_customer", demo.size)
    with connection.cursor() as cursor:
        for function in Calendar(demo.now).functions():
            cursor.execute(function)
        _deal_people(cursor)
        deck = [card for card, people in enumerate(PEOPLE) for _ in range(people.weight)]
        given = {"store": demo.store.pk, "now": demo.now, "size": demo.size, "first": first}
        cursor.execute(_ARRIVE, {**given, "deck": deck, "cards": len(deck)})
        cursor.execute(_CUSTOMERS, {**given, **known_by(demo)})
        cursor.execute(_EXTERNAL_IDS, given)
        cursor.execute(_NOTES, {**given, **_writers(demo)})
        cursor.execute("ANALYZE demo_customer, customers_customer, customers_externalid, customers_note")
    say_why(demo)
    _tell_story(demo)
    return f"{demo.size:,} customers"


@seeds(order=11)
def known_twice(demo: Demo) -> str:
    return make_doubles(demo)


@seeds(order=95)
def duplicates(demo: Demo) -> str:
    return find_and_merge_some(demo)


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


@seeds(order=12)
def tags(demo: Demo) -> str:
    return give_tags(demo)


@seeds(order=11)
def panels(demo: Demo) -> str:
    return hang_on_profiles(demo)


@seeds(order=12)
def own_fields(demo: Demo) -> str:
    return fill_own_fields(demo)


@seeds(order=13)
def consents(demo: Demo) -> str:
    return ask_people(demo)


@seeds(order=75)
def lifecycle(demo: Demo) -> str:
    """What the page of a big store reads, which otherwise waits for the clock."""
    if demo.size > MANY:
        write_lifecycle_report(store=demo.store, now=demo.now)
    return "the lifecycle added up"


@seeds(order=14)
def talks(demo: Demo) -> str:
    return keep_talks(demo)


@seeds(order=95)
def imports(demo: Demo) -> str:
    return import_files(demo)


def _deal_people(cursor) -> None:
    cursor.execute(
        "CREATE TEMP TABLE demo_people (card int, language text, numbers text, places int[], firsts text[],"
        " lasts text[], mail_firsts text[], mail_lasts text[]) ON COMMIT DROP"
    )
    rows = [
        (
            card,
            p.language,
            p.numbers,
            _places_of(p.countries),
            p.firsts,
            p.lasts,
            _as_address(p.firsts),
            _as_address(p.lasts),
        )
        for card, p in enumerate(PEOPLE)
    ]
    cursor.executemany("INSERT INTO demo_people VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", rows)
    cursor.execute(
        "CREATE TEMP TABLE demo_place (place int, country text, city text, region text, postcode text,"
        " zone text) ON COMMIT DROP"
    )
    rows = [(number, *place[:5]) for number, place in enumerate(PLACES)]
    cursor.executemany("INSERT INTO demo_place VALUES (%s, %s, %s, %s, %s, %s)", rows)


def _places_of(countries: list[str]) -> list[int]:
    """A deck of places: each country as often as it is named, its towns by their weight."""
    deck = []
    for country in countries:
        towns = [(number, place) for number, place in enumerate(PLACES) if place.country == country]
        total = sum(place.weight for _, place in towns)
        deck += [number for number, place in towns for _ in range(round(60 * place.weight / total))]
    return deck


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
    told = [*_arrivals(by_hand), *bars(known), *_notes(demo, known)]
    for turn, actor in enumerate(demo.staff):
        share = [event for event in told if event.customer_id % len(demo.staff) == turn]
        publish_many(share, by=actor)
    prepare_months(demo.now)


def _arrivals(known: list[Customer]) -> Iterator[Event]:
    for customer in known:
        yield events.CustomerAdded(**_about(customer), happened_at=customer.created_at)


def _notes(demo: Demo, known: list[Customer]) -> Iterator[Event]:
    by_key = {customer.pk: customer for customer in known}
    for note in Note.objects.filter(store=demo.store).order_by("pk"):
        if customer := by_key.get(note.customer_id):
            yield events.NoteAdded(**_about(customer), note_id=note.pk, happened_at=note.created_at)


def _about(customer: Customer) -> dict:
    return {"store_id": customer.store_id, "customer_id": customer.pk, "subject_label": customer.name}
