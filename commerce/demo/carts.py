"""What lay in baskets lately: bought at once, bought after a while, still open, left behind."""

from datetime import timedelta

from django.db import connection

from commerce.demo.catalogue import SHOP
from core.demo import Demo, reserve, seeds

BOUGHT, LEFT = timedelta(days=30), timedelta(days=120)  # how far back each kind is kept

# One cart of each recent online order. Some had been left for days before somebody came back to them.
_BOUGHT = """
SELECT o, x, n, customer_id, id AS order_id, placed_at AS ordered_at, placed_at - idle AS touched_at,
  placed_at - idle - interval '1 minute' * (3 + 25 * pg_temp.roll(x, 122)) AS started_at,
  'cart_' || 800000 + o AS external_id, 9 AS most
FROM demo_order
CROSS JOIN LATERAL (SELECT CASE WHEN NOT is_first AND pg_temp.roll(x, 121) < 0.13
  THEN interval '1 hour' * (25 + 90 * pg_temp.roll(x, 122)) ELSE interval '0' END AS idle) AS lying
WHERE channel = 'online' AND placed_at > %(bought)s
"""
# A cart left behind is one that somebody might have ordered: it borrows an order's lines, or some of them.
_LEFT = """
SELECT o, x, n, CASE WHEN pg_temp.roll(x, 123) < 0.82 THEN customer_id END, NULL, NULL, touched_at,
  touched_at - interval '1 minute' * (2 + 40 * pg_temp.roll(x, 125)),
  'cart_' || 400000000 + o, 1 + floor(3 * pg_temp.roll(x, 126))::int
FROM demo_order
CROSS JOIN LATERAL (SELECT CASE WHEN pg_temp.roll(x, 129) < 0.04
  THEN %(now)s - interval '1 minute' * (2 + 900 * power(pg_temp.roll(x, 124), 2))
  ELSE placed_at + interval '1 hour' * (30 + 900 * pg_temp.roll(x, 127)) END AS touched_at) AS later
WHERE channel = 'online' AND placed_at > %(left)s AND touched_at > placed_at AND touched_at < %(now)s
  AND pg_temp.roll(x, 128) < 0.34
"""
_DRAWN = f"""
CREATE TEMP TABLE demo_cart ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY touched_at, external_id) AS c, drawn.*
FROM ({_BOUGHT} UNION ALL {_LEFT}) AS drawn
"""  # noqa: S608 (constants)
_CARTS = """
INSERT INTO commerce_cart (id, store_id, created_at, external_id, news_at, news_rank, news_digest,
  customer_id, visitor_key, currency, rate, total, items, recovery_url, coupon_codes, started_at, order_id,
  ordered_at)
SELECT %(first)s + c - 1, %(store)s, date_trunc('second', cart.started_at), cart.external_id,
  date_trunc('second', touched_at), 0, md5(cart.external_id), cart.customer_id,
  pg_temp.browser(cart.n, cart.x), drawn.currency, drawn.rate, total, items,
  CASE WHEN order_id IS NULL THEN %(shop)s || '/cart/' || md5('back to ' || cart.external_id) ELSE '' END,
  CASE WHEN order_id IS NULL OR coupon = '' THEN '{}' ELSE ARRAY[coupon] END,
  date_trunc('second', cart.started_at), order_id, cart.ordered_at
FROM demo_cart AS cart JOIN demo_order AS drawn USING (o)
JOIN (SELECT c, sum(price * quantity) AS total, sum(quantity) AS items FROM demo_cart JOIN demo_line USING (o)
  WHERE nth <= most GROUP BY c) AS summed USING (c)
ORDER BY c
"""
_LINES = """
INSERT INTO commerce_cartline (store_id, created_at, cart_id, key, position, product_id, product_key, title,
  variant, quantity, price)
SELECT %(store)s, date_trunc('second', cart.started_at), %(first)s + c - 1, nth::text, nth - 1, item.id,
  item.external_id, title, variant, quantity, price
FROM demo_cart AS cart JOIN demo_line AS line USING (o) JOIN demo_product AS item USING (p)
WHERE nth <= most ORDER BY c, nth
"""


@seeds(order=55)
def carts(demo: Demo) -> str:
    given = {
        "store": demo.store.pk,
        "now": demo.now,
        "bought": demo.now - BOUGHT,
        "left": demo.now - LEFT,
        "shop": SHOP,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN, given)
        cursor.execute("ANALYZE demo_cart")
        cursor.execute("SELECT count(*), count(order_id) FROM demo_cart")
        count, bought = cursor.fetchone()
        given["first"] = reserve("commerce_cart", count)
        cursor.execute(_CARTS, given)
        cursor.execute(_LINES, given)
        cursor.execute("ANALYZE commerce_cart, commerce_cartline")
    return f"{count:,} carts, {bought:,} of them bought"
