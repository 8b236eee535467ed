"""Writes down the drawn orders with their lines, payments, shipments and refunds."""

from django.db import connection

from commerce.demo import baskets, decks, refunds, seasons, shoppers
from commerce.models.orders import RANK
from core.demo import Demo, reserve, seeds
from customers.demo_calendar import DAYS

PACE = 6.8  # orders a year of the shopper in the middle, while new

_SOURCES = [  # how many of a hundred come from where
    (26, "", "", ""), (25, "google", "organic", ""), (17, "google", "cpc", "*"), (3, "bing", "organic", ""),
    (14, "newsletter", "email", "*"), (8, "instagram", "social", "*"), (2, "pinterest", "social", ""),
    (5, "trailnotes", "referral", ""),
]  # fmt: skip

_ORDERS = """
INSERT INTO commerce_order (id, created_at, store_id, external_id, news_at, news_rank, news_digest, number,
  customer_id, status, is_test, currency, rate, merchandise, discount, shipping, tax, total, refunded,
  coupon_codes, channel, device, utm_source, utm_medium, utm_campaign, shipping_address, billing_address,
  note, cart_external_id, visitor_key, placed_at, paid_at, fulfilled_at, shipped_at, delivered_at,
  cancelled_at, told)
SELECT id, placed_at, %(store)s, (700000 + o)::text, greatest(placed_at, paid_at, fulfilled_at, shipped_at,
    delivered_at, cancelled_at, refunded_at), array_position(%(ranks)s::text[], status) - 1,
  md5('order ' || o), 'LG' || 10000 + o, customer_id, status, o %% 1931 = 17, currency, rate, merchandise,
  discount, t.shipping, t.tax, total, coalesce(refund.amount, 0),
  CASE WHEN coupon = '' THEN '{}' ELSE ARRAY[coupon] END, channel,
  CASE channel WHEN 'online' THEN device WHEN 'marketplace' THEN '' WHEN 'phone' THEN '' ELSE 'till' END,
  CASE WHEN is_online THEN (%(sources)s::text[])[u] ELSE '' END,
  CASE WHEN is_online THEN (%(mediums)s::text[])[u] ELSE '' END,
  CASE WHEN is_online AND (%(campaigned)s::boolean[])[u] THEN coalesce(nullif(campaign, ''), 'always-on')
    ELSE '' END,
  CASE WHEN channel = 'shop floor' THEN '{}' ELSE address END, address,
  CASE WHEN pg_temp.roll(x, 71) < 0.015 THEN (%(notes)s::text[])[1 + x %% %(note_count)s] ELSE '' END,
  CASE WHEN is_online THEN 'cart_' || 800000 + o ELSE '' END,
  CASE WHEN is_online THEN pg_temp.browser(n, x) ELSE '' END,
  placed_at, paid_at, fulfilled_at, shipped_at, delivered_at, cancelled_at,
  1 + 2 * (paid_at IS NOT NULL)::int + 4 * (fulfilled_at IS NOT NULL)::int + 8 * (shipped_at IS NOT NULL)::int
    + 16 * (delivered_at IS NOT NULL)::int + 32 * (cancelled_at IS NOT NULL)::int
FROM demo_order JOIN demo_total AS t USING (o)
LEFT JOIN (SELECT o, amount, refunded_at FROM demo_refund) AS refund USING (o)
CROSS JOIN LATERAL (SELECT channel = 'online' AS is_online, 1 + floor(pg_temp.roll(x, 70) * 100)::int AS u,
  CASE WHEN cancelled_at IS NOT NULL THEN 'cancelled' WHEN refund.amount = total THEN 'refunded'
    WHEN refund.amount > 0 THEN 'partly_refunded' WHEN delivered_at IS NOT NULL THEN 'delivered'
    WHEN shipped_at IS NOT NULL THEN 'shipped' WHEN fulfilled_at IS NOT NULL THEN 'fulfilled'
    WHEN paid_at IS NOT NULL THEN 'paid' ELSE 'pending' END AS status) AS told
ORDER BY o
"""
_LINES = """
INSERT INTO commerce_orderline (store_id, created_at, order_id, key, position, product_id, product_key, sku,
  title, variant, quantity, price, discount, refunded_quantity)
SELECT %(store)s, placed_at, drawn.id, line.nth::text, line.nth - 1, item.id, item.external_id, line.sku,
  title, variant, quantity, price, line.discount,
  CASE WHEN kind = 'full' OR kind = 'line' AND refund.nth = line.nth THEN quantity ELSE 0 END
FROM demo_line AS line
JOIN demo_order AS drawn ON drawn.o = line.o
JOIN demo_product AS item ON item.p = line.p
LEFT JOIN (SELECT o, kind, nth FROM demo_refund) AS refund ON refund.o = line.o
ORDER BY line.o, line.nth
"""
_PAYMENTS = """
INSERT INTO commerce_payment (store_id, created_at, order_id, key, method, brand, last_four, amount, state,
  paid_at)
SELECT %(store)s, placed_at, id, 'pay_' || 900000 + o, method,
  CASE WHEN method = 'card' THEN (ARRAY['visa', 'visa', 'visa', 'mastercard', 'mastercard', 'amex'])
    [1 + c %% 6] ELSE '' END,
  CASE WHEN method = 'card' THEN lpad((1000 + c %% 8999)::text, 4, '0') ELSE '' END, total,
  CASE WHEN cancelled_at IS NOT NULL THEN 'voided' WHEN paid_at IS NULL THEN 'pending' ELSE 'paid' END,
  paid_at
FROM demo_order JOIN demo_total USING (o)
CROSS JOIN LATERAL (SELECT CASE WHEN pays_later THEN 'bank transfer'
    WHEN channel = 'shop floor' AND pg_temp.roll(x, 73) < 0.25 THEN 'cash'
    WHEN channel = 'marketplace' THEN 'marketplace'
    WHEN channel = 'online' AND pg_temp.roll(n, 74) < 0.24 THEN 'paypal' ELSE 'card' END AS method,
  n * 7919 + CASE WHEN pg_temp.roll(x, 75) < 0.1 THEN 31 ELSE 0 END AS c) AS paying
WHERE total > 0 ORDER BY o
"""
_SHIPMENTS = """
INSERT INTO commerce_shipment (store_id, created_at, order_id, key, carrier, tracking_number, tracking_url,
  shipped_at, delivered_at)
SELECT %(store)s, shipped_at, id, '1', carrier, code, 'https://tracking.example/' || code, shipped_at,
  delivered_at
FROM demo_order
CROSS JOIN LATERAL (SELECT CASE WHEN country = 'GB' AND pg_temp.roll(x, 76) < 0.7 THEN 'Northway Parcels'
  WHEN country IN ('US', 'CA') THEN 'Meridian Air' ELSE 'Overland Post' END AS carrier,
  chr(65 + (o %% 23)::int) || chr(65 + (o * 7 %% 25)::int) || 100000000 + o * 7919 %% 899999999 || country
  AS code) AS parcel
WHERE shipped_at IS NOT NULL ORDER BY o
"""
# What the planner should know at once; the rest is measured when the server finds time.
_MEASURED = """
ANALYZE commerce_order (store_id, customer_id, placed_at, status, counts),
  commerce_orderline (order_id, product_id), commerce_payment (order_id), commerce_shipment (order_id)
"""
NOTES = [
    "Leave with the neighbour, please.", "It is a present: no prices in the parcel.",
    "Please ring the lower bell.", "Wanted before the weekend if you can.",
    "The gate code is on the door, the dog is friendly.",
]  # fmt: skip
# The same person mostly comes by the same browser.
BROWSER = """
CREATE OR REPLACE FUNCTION pg_temp.browser(n bigint, x bigint) RETURNS text LANGUAGE sql IMMUTABLE
PARALLEL SAFE AS
$$ SELECT md5('browser ' || $1 || CASE WHEN pg_temp.roll($2, 77) < 0.2 THEN ' other' ELSE '' END) $$
"""


def sources() -> dict[str, list]:
    """A deck of a hundred ways to come, column by column."""
    deck = [source[1:] for source in _SOURCES for _ in range(source[0])]
    return {
        "sources": [source for source, _, _ in deck],
        "mediums": [medium for _, medium, _ in deck],
        "campaigned": [bool(campaign) for _, _, campaign in deck],
    }


@seeds(order=40)
def orders(demo: Demo) -> str:
    with connection.cursor() as cursor:
        count, lines = _draw(cursor, demo)
        _write(cursor, demo)
    return f"{count:,} orders with {lines:,} lines"


def _draw(cursor, demo: Demo) -> tuple[int, int]:
    """Numbers first: how many orders there will be decides which keys are theirs."""
    given = {
        "now": demo.now,
        "days": DAYS,
        "pace": PACE,
        "first_day": seasons.first_day(demo.now),
    }
    cursor.execute(shoppers.SHOPPERS, given)
    cursor.execute("ANALYZE demo_shopper (n, more)")
    cursor.execute("SELECT coalesce(sum(1 + more), 0) FROM demo_shopper")
    given["first"] = reserve("commerce_order", cursor.fetchone()[0])
    cursor.execute(baskets.ORDERS.format(slots=decks.SLOTS), given)
    cursor.execute("ANALYZE demo_order (o, x, n, product, years_ago, currency, channel, placed_at)")
    cursor.execute(baskets.LINES.format(pair_slots=decks.PAIR_SLOTS))
    cursor.execute("ANALYZE demo_line (o, nth, p)")
    cursor.execute(baskets.TOTALS)
    cursor.execute("ANALYZE demo_total (o)")
    cursor.execute(refunds.DRAWN, given)
    cursor.execute("ANALYZE demo_refund (o)")
    cursor.execute("SELECT (SELECT count(*) FROM demo_order), (SELECT count(*) FROM demo_line)")
    return cursor.fetchone()


def _write(cursor, demo: Demo) -> None:
    cursor.execute(BROWSER)
    given = {
        "store": demo.store.pk,
        "now": demo.now,
        "ranks": list(RANK),
        **sources(),
        "notes": NOTES,
        "note_count": len(NOTES),
    }
    cursor.execute(_ORDERS, given)
    cursor.execute(_LINES, given)
    cursor.execute(_PAYMENTS, given)
    cursor.execute(_SHIPMENTS, given)
    refunds.write(cursor, demo)
    cursor.execute(_MEASURED)
