"""Who came to look in the last three months: visits that ended in an order, others, and people unknown."""

from datetime import timedelta

from django.db import connection

from commerce.demo.orders import sources
from core.demo import Demo, reserve, seeds
from customers.demo_calendar import DAYS

LATELY = 90  # days of visits kept
UNKNOWN = 0.8  # visitors we have no name for, for each customer

_ANY_DAY = "pg_temp.ordered_on(since + ({u}) * (until - since))"
_SPAN = "(SELECT pg_temp.season_of(%(first)s) AS since, pg_temp.season_of(%(days)s) AS until)"
# Before an online order somebody mostly looked around, days or minutes earlier.
_OF_ORDERS = """
SELECT n, customer_id, pg_temp.browser(n, x) AS key, x * 8 + turn AS y, CASE WHEN turn = 0 THEN o END AS o,
  CASE WHEN turn = 0 THEN placed_at - interval '1 minute' * (4 + 30 * pg_temp.roll(x, 101))
    ELSE placed_at - interval '1 hour' * (3 + 230 * power(pg_temp.roll(x * 8 + turn, 102), 2)) END
    AS started_at,
  CASE WHEN turn = 0 THEN placed_at + interval '40 seconds' END AS left_at, device, pg_temp.roll(x, 70) AS u
FROM demo_order CROSS JOIN LATERAL generate_series(0, floor(3.2 * pg_temp.roll(x, 103))::int) AS turn
WHERE channel = 'online' AND placed_at > %(since)s
"""
_OTHERS = f"""
SELECT n, id, pg_temp.browser(n, turned), -turned, NULL, pg_temp.moment(day_no, zone, hour), NULL,
  CASE WHEN pg_temp.roll(n, 106) < 0.62 THEN 'mobile' WHEN pg_temp.roll(n, 106) < 0.94 THEN 'desktop'
    ELSE 'tablet' END, pg_temp.roll(turned, 112)
FROM (
  SELECT n, id, zone, turned, pg_temp.roll(turned, 105) AS hour,
    {_ANY_DAY.format(u="pg_temp.roll(turned, 104)")} AS day_no
  FROM demo_customer
  CROSS JOIN LATERAL generate_series(1, CASE WHEN pg_temp.roll(n, 107) < 0.26
    THEN 1 + floor(5 * power(pg_temp.roll(n, 108), 2))::int ELSE 0 END) AS turn
  CROSS JOIN LATERAL (SELECT n * 64 + turn AS turned) AS turning CROSS JOIN {_SPAN} AS lately OFFSET 0
) AS others
"""  # noqa: S608 (constants)
_STRANGERS = f"""
SELECT NULL::bigint, NULL::bigint, md5('stranger ' || n), -(n * 64) - 4000000000, NULL,
  pg_temp.moment(day_no, 'Europe/London', hour), NULL,
  CASE WHEN pg_temp.roll(n, 111) < 0.7 THEN 'mobile' WHEN pg_temp.roll(n, 111) < 0.96 THEN 'desktop'
    ELSE 'tablet' END, pg_temp.roll(n, 116)
FROM (
  SELECT n, {_ANY_DAY.format(u="pg_temp.roll(n, 109)")} AS day_no, pg_temp.roll(n, 110) AS hour
  FROM generate_series(1, %(strangers)s::bigint) AS n CROSS JOIN {_SPAN} AS lately OFFSET 0
) AS strangers
"""  # noqa: S608
_DRAWN = f"""
CREATE TEMP TABLE demo_visit ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY started_at, y) AS v, drawn.*,
  coalesce(left_at, started_at + interval '1 second' * (5 + 95 * pages * pg_temp.roll(y, 113))) AS ended_at,
  (%(sources)s::text[])[source_no] AS source, (%(mediums)s::text[])[source_no] AS medium,
  CASE WHEN (%(campaigned)s::boolean[])[source_no] THEN 'always-on' ELSE '' END AS campaign,
  CASE (%(mediums)s::text[])[source_no] WHEN 'organic'
    THEN 'https://www.' || (%(sources)s::text[])[source_no] || '.example/' ELSE '' END AS referrer,
  (%(landings)s::text[])[1 + floor(6 * power(pg_temp.roll(y, 114), 2))::int] AS landing
FROM (
  SELECT visits.*, 1 + floor(100 * u)::int AS source_no, CASE WHEN o IS NULL
    THEN 1 + floor(9 * power(pg_temp.roll(y, 115), 2))::int ELSE 5 + floor(9 * pg_temp.roll(y, 115))::int
    END AS pages
  FROM ({_OF_ORDERS} UNION ALL {_OTHERS} UNION ALL {_STRANGERS}) AS visits
  LEFT JOIN demo_customer AS known USING (n)
  WHERE started_at > %(since)s AND started_at < %(now)s
    AND (o IS NOT NULL OR known.at IS NULL OR started_at >= known.at) OFFSET 0
) AS drawn
"""  # noqa: S608
_TOUCH = "source, medium, campaign, referrer, landing"
_VISITORS = f"""
INSERT INTO commerce_visitor (store_id, created_at, key, customer_id, first_seen_at, last_seen_at, {_TOUCH})
SELECT %(store)s, started_at, key, customer_id, started_at, last_at, {_TOUCH}
FROM (
  SELECT *, max(ended_at) OVER (PARTITION BY key) AS last_at,
    row_number() OVER (PARTITION BY key ORDER BY v) AS place FROM demo_visit
) AS visits WHERE place = 1 ORDER BY v
"""  # noqa: S608
_VISITS = f"""
INSERT INTO commerce_visit (id, store_id, created_at, visitor_id, customer_id, key, started_at, ended_at,
  pages, events, device, {_TOUCH})
SELECT %(first_key)s + v - 1, %(store)s, started_at, visitor.id, visit.customer_id, md5('visit ' || v),
  started_at, ended_at, pages, pages + CASE WHEN o IS NULL THEN 0 ELSE 3 END, device,
  {", ".join(f"visit.{name}" for name in _TOUCH.split(", "))}
FROM demo_visit AS visit
JOIN commerce_visitor AS visitor ON visitor.store_id = %(store)s AND visitor.key = visit.key
ORDER BY v
"""  # noqa: S608
LANDINGS = ["/", "/collections/footwear", "/collections/tents", "/collections/jackets", "/journal", "/sale"]


@seeds(order=50)
def visits(demo: Demo) -> str:
    given = {
        "store": demo.store.pk,
        "now": demo.now,
        "since": demo.now - timedelta(days=LATELY - 1),
        "first": DAYS - LATELY,
        "days": DAYS,
        "strangers": int(demo.size * UNKNOWN),
        "landings": LANDINGS,
        **sources(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN, given)
        cursor.execute("ANALYZE demo_visit")
        cursor.execute("SELECT count(*), count(DISTINCT key) FROM demo_visit")
        count, visitors = cursor.fetchone()
        cursor.execute(_VISITORS, given)
        cursor.execute(_VISITS, given | {"first_key": reserve("commerce_visit", count)})
        cursor.execute("ANALYZE commerce_visitor, commerce_visit")
    return f"{count:,} visits of {visitors:,} visitors"
