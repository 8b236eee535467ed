"""Wishlists, and who waits for what to be back or cheaper."""

from django.db import connection

from core.demo import Demo, seeds

# People wish for what people buy: each wish is the first thing of somebody else's basket.
_WISHES = """
INSERT INTO commerce_wishlistitem (store_id, created_at, customer_id, product_id, added_at, removed_at,
  changed_at)
SELECT DISTINCT ON (customer.id, item.id) %(store)s, added_at, customer.id, item.id, added_at, removed_at,
  coalesce(removed_at, added_at)
FROM (
  SELECT id, n %% 3 AS tier, at, n * 16 + turn AS y,
    floor(256 * pg_temp.roll(n * 16 + turn, 133))::int AS slot
  FROM demo_customer CROSS JOIN LATERAL generate_series(1, CASE WHEN pg_temp.roll(n, 131) < 0.11
    THEN 1 + floor(5 * power(pg_temp.roll(n, 132), 2))::int ELSE 0 END) AS turn OFFSET 0
) AS customer
JOIN (SELECT * FROM demo_deck WHERE era = %(era)s AND theme = 0 OFFSET 0) AS deck USING (tier, slot)
JOIN demo_product AS item ON item.p = deck.p
CROSS JOIN LATERAL (
  SELECT date_trunc('second', at + (%(now)s - at) * pg_temp.roll(y, 134)) AS added_at) AS adding
CROSS JOIN LATERAL (
  SELECT CASE WHEN pg_temp.roll(y, 135) < 0.3
    THEN date_trunc('second', added_at + (%(now)s - added_at) * pg_temp.roll(y, 136)) END AS removed_at
  ) AS going
ORDER BY customer.id, item.id, y
"""
# For what is sold out somebody waits, the more the better it sells; for what is dear, for a lower price.
_WATCHES = """
INSERT INTO commerce_productwatch (store_id, created_at, product_id, customer_id, kind, price_then, asked_at,
  met_at, cancelled_at)
SELECT %(store)s, asked_at, product.id, customer.id, kind, product.price, asked_at, NULL, NULL
FROM demo_product AS item JOIN commerce_product AS product USING (id)
JOIN demo_customer AS customer ON true
CROSS JOIN LATERAL (SELECT customer.n * 128 + item.p AS y) AS turn
CROSS JOIN LATERAL (SELECT CASE WHEN stock <= 0 THEN 'back_in_stock' ELSE 'price_drop' END AS kind,
  date_trunc('second', greatest(at, %(now)s - interval '50 days' * pg_temp.roll(y, 142))) AS asked_at
  ) AS asking
WHERE product.status = 'active' AND (stock <= 0 OR product.price >= 180)
  AND pg_temp.roll(y, 141) < CASE WHEN stock <= 0 THEN 0.006
  WHEN product.price >= 180 THEN 0.0006 ELSE 0 END
ORDER BY asked_at, y
"""


@seeds(order=60)
def interest(demo: Demo) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(era) FROM demo_deck")
        given = {"store": demo.store.pk, "now": demo.now, "era": cursor.fetchone()[0]}
        cursor.execute(_WISHES, given)
        wishes = cursor.rowcount
        cursor.execute(_WATCHES, given)
        watches = cursor.rowcount
    return f"{wishes:,} wishes, {watches:,} people waiting for a product"
