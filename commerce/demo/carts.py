"""What lay in baskets lately: bought at once, bought after a while, still open, left behind."""

from datetime import timedelta

from django.db import connection

from commerce.demo.catalogue import SHOP
from core.demo import Demo, reserve, seeds

BOUGHT, LEFT = timedelta(days=30), timedelta(days=120)  # how far back each kind is kept

# One cart of each recent online order. A third had been left for hours or days before.
_BOUGHT = """
SELECT drawn.o, drawn.x, drawn.n, drawn.customer_id, drawn.id AS order_id, drawn.placed_at AS touched_at,
  drawn.placed_at - CASE WHEN pg_temp.roll(x, 121) < 0.22
    THEN interval '1 hour' * (2 + 70 * pg_temp.roll(x, 122))
    ELSE interval '1 minute' * (3 + 25 * pg_temp.roll(x, 122)) END AS started_at,
  'cart_' || 800000 + o AS external_id, 9 AS most
FROM demo_order AS drawn WHERE channel = 'online' AND placed_at > %(bought)s
"""
# A cart left behind is one that somebody might have ordered: it borrows an order's lines, or some of them.
_LEFT = """
SELECT o, x, n, CASE WHEN pg_temp.roll(x, 123) < 0.82 THEN customer_id END, NULL,
  least(placed_at + away, %(now)s - interval '1 minute' * (2 + 50 * pg_temp.roll(x, 124))),
  least(placed_at + away, %(now)s - interval '1 minute' * (2 + 50 * pg_temp.roll(x, 124)))
    - interval '1 minute' * (2 + 40 * pg_temp.roll(x, 125)),
  'cart_' || 400000000 + o, 1 + floor(3 * pg_temp.roll(x, 126))::int
FROM demo_order
CROSS JOIN LATERAL (SELECT interval '1 hour' * (30 + 900 * pg_temp.roll(x, 127)) AS away) AS gone
WHERE channel = 'online' AND placed_at > %(left)s AND pg_temp.roll(x, 128) < 0.34
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
  date_trunc('second', cart.started_at), order_id, CASE WHEN order_id IS NOT NULL THEN touched_at END
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
