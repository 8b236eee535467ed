"""What went back: the whole order, a line of it, or some money for the trouble."""

from core.actors import ActorKind
from core.demo import Demo

REASONS = {
    "full": [
        "Changed their mind",
        "Arrived too late",
        "Wrong size, no longer in stock",
        "Damaged in the post",
    ],
    "line": ["Too small", "Too large", "Not as expected", "Faulty seam", "Colour differs from the picture"],
    "amount": ["Late delivery", "Small scratch, kept it", "Price drop after the order"],
}

# Of what arrived, some comes back after days or weeks; of that, half is one line.
DRAWN = """
CREATE TEMP TABLE demo_refund ON COMMIT DROP AS
SELECT *, CASE kind WHEN 'full' THEN total
    WHEN 'line' THEN least(total, round(line_total * (1 + tax_rate), 2))
    ELSE round(total * (ARRAY[0.1, 0.1, 0.15, 0.2])[1 + floor(pg_temp.roll(x, 84) * 4)::int], 2) END AS amount
FROM (
  SELECT drawn.o, drawn.id AS order_id, drawn.x, kind, total, drawn.tax AS tax_rate, line.nth,
    price * quantity - line.discount AS line_total, refunded_at
  FROM demo_order AS drawn JOIN demo_total USING (o)
  CROSS JOIN LATERAL (SELECT CASE WHEN pg_temp.roll(drawn.x, 81) < 0.12 THEN 'amount'
      WHEN line_count = 1 OR pg_temp.roll(drawn.x, 81) < 0.42 THEN 'full' ELSE 'line' END AS kind,
    date_trunc('second', delivered_at + interval '1 day' * (2 + 26 * power(pg_temp.roll(drawn.x, 82), 2)))
      AS refunded_at) AS way
  LEFT JOIN demo_line AS line ON line.o = drawn.o AND line.nth = 1 + floor(
    pg_temp.roll(drawn.x, 83) * line_count)::int
  WHERE delivered_at IS NOT NULL AND refunded_at <= %(now)s AND total > 0
    AND pg_temp.roll(drawn.x, 80) < 0.064
) AS drawn WHERE kind <> 'line' OR line_total > 0
"""
_REFUNDS = """
INSERT INTO commerce_refund (id, store_id, created_at, order_id, external_id, amount, reason, restocked,
  refunded_at, by_kind, by_id, by_label)
SELECT id, %(store)s, refunded_at, order_id, CASE WHEN by_hand THEN '' ELSE 'ref_' || 500000 + o END, amount,
  CASE kind WHEN 'full' THEN (%(full)s::text[])[1 + floor(u * cardinality(%(full)s::text[]))::int]
    WHEN 'line' THEN (%(line)s::text[])[1 + floor(u * cardinality(%(line)s::text[]))::int]
    ELSE (%(amount)s::text[])[1 + floor(u * cardinality(%(amount)s::text[]))::int] END,
  kind <> 'amount' AND u < 0.8, refunded_at,
  CASE WHEN by_hand THEN 'staff' ELSE %(key)s END, CASE WHEN by_hand THEN (%(ids)s::bigint[])[writer] END,
  CASE WHEN by_hand THEN (%(labels)s::text[])[writer] ELSE 'Online shop' END
FROM demo_refund
CROSS JOIN LATERAL (SELECT pg_temp.roll(x, 85) AS u, pg_temp.roll(x, 86) < 0.12 AS by_hand,
  1 + floor(pg_temp.roll(x, 87) * cardinality(%(ids)s::bigint[]))::int AS writer) AS how
ORDER BY refunded_at, o
"""
_LINES = """
INSERT INTO commerce_refundline (store_id, created_at, refund_id, line_id, quantity, amount)
SELECT %(store)s, refunded_at, refund.id, line.id, line.quantity,
  CASE WHEN kind = 'line' THEN refund.amount ELSE round(line.total * (1 + tax_rate), 2) END
FROM demo_refund AS refund
JOIN commerce_orderline AS line ON line.order_id = refund.order_id
  AND (kind = 'full' OR kind = 'line' AND line.key = refund.nth::text)
WHERE line.total > 0
ORDER BY refunded_at, o, line.position
"""


def write(cursor, demo: Demo) -> None:
    cursor.execute("ALTER TABLE demo_refund ADD COLUMN id bigint")
    cursor.execute("UPDATE demo_refund SET id = nextval(pg_get_serial_sequence('commerce_refund', 'id'))")
    given = {
        "store": demo.store.pk,
        "ids": [actor.id for actor in demo.staff],
        "labels": [actor.label for actor in demo.staff],
        "key": ActorKind.API_KEY,
        **REASONS,
    }
    cursor.execute(_REFUNDS, given)
    cursor.execute(_LINES, given)
