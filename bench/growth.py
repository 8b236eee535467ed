"""A year of the event log: loads it, then reads what pages read and appends what a shop sends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from bench.events import ProductViewed
from bench.measuring import median_seconds, seconds, sql
from core.actors import Actor, ActorKind
from core.events import publish_new
from core.events.months import month_after, prepare_months
from core.events.queries import history, place_of, recent, timeline
from core.models import Store

MONTHS = 12
HEAVY = 7  # this customer has ten thousand events of the year
HEAVY_EVENTS = 10_000
PLAIN_FROM = 500_000  # customers from here on have a few events each
VISITOR = Actor(kind=ActorKind.VISITOR, label="Visitor")

# Nine in ten are a visitor's, half of those of a known customer; few customers have very many.
_LOAD = """
INSERT INTO {table} (id, store_id, customer_id, actor_kind, actor_id, actor_label, name, subject_kind,
  subject_id, subject_label, payload, changes, ip, user_agent, request_id, happened_at)
SELECT nextval(pg_get_serial_sequence('core_eventrecord', 'id')), %(store)s,
  CASE WHEN (n + n / %(heavy_every)s) %% %(heavy_every)s = 0 THEN %(heavy)s
    WHEN known < 0.5 THEN 1000 + floor(power(who, 1.5) * 1e6) END,
  kind, CASE WHEN kind = 'staff' THEN 1 + n %% 9 END, initcap(kind),
  CASE WHEN kind = 'staff' THEN 'customers.customer_edited' WHEN kind = 'api_key' THEN 'commerce.order_placed'
    WHEN what < 0.5 THEN 'commerce.page_viewed' WHEN what < 0.85 THEN 'commerce.product_viewed'
    WHEN what < 0.95 THEN 'commerce.searched' ELSE 'commerce.cart_changed' END,
  CASE WHEN kind = 'visitor' THEN 'commerce.visit' WHEN kind = 'staff' THEN 'customers.customer'
    ELSE 'commerce.order' END,
  %(offset)s + CASE WHEN kind = 'visitor' THEN n / 8 ELSE n END, '',
  jsonb_build_object('path', '/products/waxed-canvas-' || n %% 1997, 'title', 'Waxed canvas ' || n %% 1997,
    'referrer', 'https://www.example.com/search', 'product_id', n %% 1997, 'visitor_id', n / 20),
  '{{}}', CASE WHEN kind = 'staff' THEN '203.0.113.9'::inet END,
  CASE WHEN kind = 'staff' THEN repeat('Mozilla/5.0 (X11; Linux) ', 5) ELSE '' END, '', at
FROM (
  SELECT n, random() AS known, random() AS who, random() AS what,
    CASE WHEN n %% 10 > 0 THEN 'visitor' WHEN n %% 40 = 0 THEN 'staff' ELSE 'api_key' END AS kind,
    %(first)s::timestamptz
      + (%(last)s::timestamptz - %(first)s::timestamptz) * ((n - 1)::float8 / %(count)s) AS at
  FROM generate_series(1, %(count)s) AS n
) AS drawn
"""


def load_year(store: Store, count: int, now: datetime) -> None:
    """The months are filled before they are attached, which is when they get their indexes."""
    this_month = month_after(now, 0)
    for turn in range(MONTHS):
        month = month_after(now, turn - MONTHS + 1)
        first = datetime(month.year, month.month, 1, tzinfo=UTC)
        after = month_after(first, 1)
        last = now if month == this_month else datetime(after.year, after.month, 1, tzinfo=UTC)
        given = {
            "store": store.pk,
            "count": count // MONTHS,
            "first": first,
            "last": last,
            "offset": turn * (count // MONTHS),
            "heavy": HEAVY,
            "heavy_every": max(count // HEAVY_EVENTS, 1),
        }
        _load_month(f"core_eventrecord_{month:%Y_%m}", given)
    sql("VACUUM ANALYZE core_eventrecord")()


def _load_month(table: str, given: dict) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
        there = cursor.fetchone()[0]
        if not there:
            cursor.execute(f"CREATE TABLE {table} (LIKE core_eventrecord INCLUDING DEFAULTS)")
        cursor.execute(_LOAD.format(table="core_eventrecord" if there else table), given)
        if not there:
            after = month_after(given["first"], 1)
            cursor.execute(
                f"ALTER TABLE core_eventrecord ATTACH PARTITION {table} FOR VALUES FROM (%s) TO (%s)",
                [given["first"], datetime(after.year, after.month, 1, tzinfo=UTC)],
            )


def read_milliseconds(store: Store) -> Iterator[tuple[str, float]]:
    """What each page asks of the log, at its slowest: a customer of ten thousand events."""
    middle = place_of(timeline(store, HEAVY, limit=HEAVY_EVENTS // 2)[-1])
    known = timeline(store, HEAVY, limit=1)[0]
    plain = store.events.filter(customer_id__gt=PLAIN_FROM).first().customer_id
    shown = store.events.by_others_than_visitors()
    questions = {
        "timeline, first page": lambda: timeline(store, HEAVY),
        "timeline, deep": lambda: timeline(store, HEAVY, before=middle),
        "timeline, common names": lambda: timeline(store, HEAVY, names=["commerce.product_viewed"]),
        "timeline, rare names": lambda: timeline(store, HEAVY, names=["customers.customer_edited"]),
        "timeline, names there are none of": lambda: timeline(store, HEAVY, names=["customers.note_added"]),
        "timeline, few events": lambda: timeline(store, plain),
        "activity, first page": lambda: list(shown.newest_first()[:50]),
        "activity, one person": lambda: list(
            shown.filter(actor_kind="staff", actor_id=3).newest_first()[:50]
        ),
        "activity, one event": lambda: list(shown.filter(name="commerce.order_placed").newest_first()[:50]),
        "activity, one customer": lambda: list(shown.filter(customer_id=HEAVY).newest_first()[:50]),
        "recent activity": lambda: recent(store, leaving_out=["customers.customer_edited"]),
        "history of a record": lambda: history(store, "commerce.visit", known.subject_id),
        "one entry": lambda: store.events.get(public_id=known.public_id),
    }
    for what, ask in questions.items():
        yield what, median_seconds(ask) * 1000


def appended_per_second(store: Store, count: int = 20_000) -> float:
    """Visitors' events with ids of their own, as a storefront sends them, a thousand at a time."""
    now = timezone.now()
    batches = [
        [_view(store, now, n) for n in range(first, first + 1_000)] for first in range(0, count, 1_000)
    ]

    def append() -> None:
        for batch in batches:
            with transaction.atomic():
                publish_new(batch, by=VISITOR)

    return count / seconds(append)


def _view(store: Store, now: datetime, n: int) -> ProductViewed:
    return ProductViewed(
        store_id=store.pk,
        product_id=n % 997,
        customer_id=1000 + n % 99_991,
        path=f"/products/{n % 997}",
        public_id=uuid4(),
        happened_at=now - timedelta(milliseconds=n),
    )


def bytes_per_event() -> dict[str, float]:
    """Of the table and of each of its indexes."""
    rows = sql(
        "SELECT 'rows', sum(pg_table_size(relid))::float8 FROM pg_partition_tree('core_eventrecord')"
        " WHERE isleaf UNION ALL"
        " SELECT parent.relname, sum(pg_relation_size(inhrelid))::float8 FROM pg_inherits"
        " JOIN pg_class AS parent ON parent.oid = inhparent AND parent.relkind = 'I'"
        " WHERE parent.relname LIKE 'event_%%' OR parent.relname = 'core_eventrecord_pkey' GROUP BY 1"
    )()
    ((count,),) = sql("SELECT count(*) FROM core_eventrecord")()
    return {name: size / count for name, size in rows}


def prepared(store: Store, count: int) -> None:
    """Other benches may have left events of the first customers."""
    now = timezone.now()
    if not store.events.filter(customer_id__gt=PLAIN_FROM).exists():
        prepare_months(now)
        load_year(store, count, now)
