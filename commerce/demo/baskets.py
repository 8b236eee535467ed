"""The orders as they are drawn: when, from where, with what in the basket. Written down in `orders`."""

# Each order's chances are rolled with `x`, which no other order has. OFFSET 0 keeps the planner from working
# each expression out anew wherever it is used.
_TURNS = """
SELECT s.*, k, k = 0 AS is_first, s.n * 256 + k AS x, pg_temp.roll(s.n * 256 + k, 41) AS hour,
  pg_temp.ordered_on(least(season_end - 0.001, start + CASE WHEN k = 0 THEN 0
    ELSE -fades * ln(1 - pg_temp.roll(s.n * 256 + k, 40) * (1 - exp(-span / fades))) END)) AS placed_on
FROM demo_shopper AS s CROSS JOIN LATERAL generate_series(0, more) AS k OFFSET 0
"""
_WHEN = f"""
SELECT *, CASE WHEN is_first AND NOT waits THEN at
  ELSE greatest(at + interval '40 minutes' * (1 + k), pg_temp.moment(placed_on, zone, hour)) END AS placed_at
FROM ({_TURNS}) AS turns OFFSET 0
"""  # noqa: S608 (constants)
_HOW = f"""
SELECT drawn.n, x, customer_id, is_first, placed_at, currency, country, address, tax, shipping, free_from,
  days_least, days_most, tier, today.era, today.years_ago, rate,
  CASE WHEN pg_temp.roll(x, 43) < 0.62 THEN theme ELSE 0 END AS theme,
  CASE WHEN is_first AND pg_temp.roll(x, 44) < 0.3 * thrift THEN 'WELCOME10'
    WHEN pg_temp.roll(x, 45) < today.share * thrift THEN today.code
    WHEN NOT is_first AND pg_temp.roll(x, 46) < 0.06 * thrift THEN 'THANKYOU5' ELSE '' END AS coupon,
  today.off, today.campaign,
  CASE WHEN pg_temp.roll(x, 47) < 0.06 THEN 'marketplace' WHEN pg_temp.roll(x, 47) < 0.08 THEN 'phone'
    WHEN country = 'GB' AND pg_temp.roll(x, 47) < 0.15 THEN 'shop floor' ELSE 'online' END AS channel,
  CASE WHEN pg_temp.roll(x, 48) < 0.46 + 0.005 * today.era THEN 'mobile'
    WHEN pg_temp.roll(x, 48) < 0.94 THEN 'desktop' ELSE 'tablet' END AS device,
  pg_temp.roll(x, 49) AS fate, pg_temp.roll(x, 50) AS lines
FROM ({_WHEN}) AS drawn
JOIN demo_day AS today ON today.day = greatest(placed_at::date - %(first_day)s::date, 0)
JOIN demo_rate USING (era, currency)
WHERE placed_at <= %(now)s OFFSET 0
"""  # noqa: S608 (constants)
# What becomes of it. Whatever would be later than now has not happened yet.
_FATE = f"""
SELECT *, date_trunc('second', CASE WHEN pays_later
      THEN placed_at + interval '2 days' * (0.1 + pg_temp.roll(x, 52))
    WHEN channel = 'shop floor' THEN placed_at
    ELSE placed_at + interval '1 second' * (20 + 160 * pg_temp.roll(x, 52)) END) AS paid,
  interval '1 hour' * (2 + 34 * pg_temp.roll(x, 53)) AS packing,
  interval '1 hour' * (0.5 + 16 * pg_temp.roll(x, 54)) AS waiting,
  interval '1 day' * (days_least + (days_most - days_least) * pg_temp.roll(x, 55)) AS travelling,
  CASE WHEN lines < 0.36 THEN 1 WHEN lines < 0.62 THEN 2 WHEN lines < 0.79 THEN 3 WHEN lines < 0.90 THEN 4
    WHEN lines < 0.96 THEN 5 ELSE 6 END AS line_count,
  CASE coupon WHEN '' THEN 0 WHEN 'WELCOME10' THEN 0.10 WHEN 'THANKYOU5' THEN 0.05 ELSE off END AS taken_off
FROM ({_HOW}) AS drawn CROSS JOIN LATERAL (SELECT channel IN ('online', 'phone')
  AND pg_temp.roll(x, 51) < CASE currency WHEN 'EUR' THEN 0.08 ELSE 0.03 END AS pays_later) AS slowly OFFSET 0
"""  # noqa: S608
ORDERS = f"""
CREATE TEMP TABLE demo_order ON COMMIT DROP AS
SELECT %(first)s + o - 1 AS id, drawn.*, deck.p AS product,
  CASE WHEN cancelled_at IS NULL AND paid <= %(now)s THEN paid END AS paid_at,
  CASE WHEN cancelled_at IS NULL AND packed <= %(now)s THEN packed END AS fulfilled_at,
  CASE WHEN cancelled_at IS NULL AND sent <= %(now)s AND channel <> 'shop floor' THEN sent END AS shipped_at,
  CASE WHEN cancelled_at IS NULL AND there <= %(now)s THEN there END AS delivered_at
FROM (
  SELECT *, row_number() OVER (ORDER BY placed_at, x) AS o, date_trunc('second', CASE
      WHEN channel = 'shop floor' THEN paid ELSE paid + packing END) AS packed,
    date_trunc('second', paid + packing + waiting) AS sent, date_trunc('second', CASE
      WHEN channel = 'shop floor' THEN paid ELSE paid + packing + waiting + travelling END) AS there,
    CASE WHEN fate < 0.02 AND channel <> 'shop floor'
      AND placed_at + packing * 0.8 <= %(now)s
      THEN date_trunc('second', placed_at + packing * 0.8) END AS cancelled_at
  FROM ({_FATE}) AS fated OFFSET 0
) AS drawn
JOIN demo_deck AS deck ON deck.era = drawn.era AND deck.theme = drawn.theme AND deck.tier = drawn.tier
  AND deck.slot = floor(pg_temp.roll(x, 56) * {{slots}})::int
"""  # noqa: S608
LINES = """
CREATE TEMP TABLE demo_line ON COMMIT DROP AS
SELECT o, x, p, nth, sku, title, variant, quantity, price, round(price * quantity * taken_off, 2) AS discount
FROM (
  SELECT o, drawn.x, taken_off, item.p, nth, sku, item.name AS title, concat_ws(' / ',
      colours[1 + floor(pg_temp.roll(y, 61) * cardinality(colours))::int],
      sizes[1 + floor(pg_temp.roll(n, 62) * cardinality(sizes))::int]) AS variant,
    CASE WHEN several AND pg_temp.roll(y, 63) < 0.12 THEN 3 WHEN several AND pg_temp.roll(y, 63) < 0.4 THEN 2
      ELSE 1 END AS quantity, asked.price
  FROM demo_order AS drawn
  CROSS JOIN LATERAL generate_series(1, line_count) AS nth
  CROSS JOIN LATERAL (SELECT drawn.x * 8 + nth AS y) AS turn
  LEFT JOIN demo_pair AS pair ON pair.p = drawn.product AND pair.place = nth
    AND pair.slot = floor(pg_temp.roll(y, 60) * {pair_slots})::int
  JOIN demo_product AS item ON item.p = CASE WHEN nth = 1 THEN drawn.product ELSE pair.other END
    AND (nth = 1 OR item.launched <= placed_at)
  JOIN demo_price AS asked ON asked.p = item.p AND asked.years_ago = drawn.years_ago
    AND asked.currency = drawn.currency
) AS drawn ORDER BY o, nth
"""
TOTALS = """
CREATE TEMP TABLE demo_total ON COMMIT DROP AS
SELECT o, merchandise, discount, shipping, tax, merchandise - discount + shipping + tax AS total
FROM (
  SELECT o, merchandise, discount,
    CASE WHEN channel = 'shop floor' OR merchandise - discount >= free_from THEN 0
      ELSE shipping END AS shipping,
    round((merchandise - discount) * tax, 2) AS tax
  FROM (SELECT o, sum(price * quantity) AS merchandise, sum(discount) AS discount FROM demo_line GROUP BY o)
    AS summed JOIN demo_order USING (o)
) AS charged
"""
