"""The figures that follow, worked out by their own services; and how everybody's stage came about."""

from datetime import timedelta

from django.db import connection

from commerce.services.metrics import learn_habits, recompute_categories, recompute_store, refresh_customers
from core.demo import Demo, seeds
from core.store_settings import Thresholds

AT_ONCE = 10_000
_REMEASURED = """
ANALYZE customers_customermetrics, customers_customertag, customers_lifecyclechange, commerce_customercategory
"""

# What visits and carts say of a customer, and of the orders what a store's habits are learnt from: the rest
# of the row follows. Whoever bought had looked before; of the others, some never came further than the
# newsletter.
_SEEN = """
INSERT INTO customers_customermetrics (customer_id, store_id, known_since, considered_since, last_seen_at,
  last_viewed_at, last_carted_at, visits_90d, orders_count, first_order_at, last_order_at, days_between,
  updated_at)
SELECT c.id, %(store)s, c.at, CASE WHEN s.n IS NOT NULL AND s.waits OR pg_temp.roll(c.n, 151) < 0.55
    THEN least(c.at + interval '1 day' * 6 * pg_temp.roll(c.n, 152), %(now)s) END,
  seen.at, seen.viewed_at, carted.at, coalesce(visits, 0),
  coalesce(placed.orders, 0), placed.first_at, placed.last_at, placed.days_between, %(now)s
FROM demo_customer AS c
LEFT JOIN demo_shopper AS s ON s.n = c.n
LEFT JOIN (SELECT customer_id, count(*) AS visits, max(ended_at) AS at,
    max(ended_at - interval '20 seconds') FILTER (WHERE pages > 1) AS viewed_at
  FROM demo_visit GROUP BY customer_id) AS seen ON seen.customer_id = c.id
LEFT JOIN (SELECT customer_id, max(date_trunc('second', touched_at)) AS at
  FROM demo_cart GROUP BY customer_id) AS carted ON carted.customer_id = c.id
LEFT JOIN (SELECT customer_id, count(*) AS orders, min(placed_at) AS first_at, max(placed_at) AS last_at,
    date_part('epoch', max(placed_at) - min(placed_at)) / 86400 / nullif(count(*) - 1, 0) AS days_between
  FROM commerce_order WHERE store_id = %(store)s AND counts AND customer_id IS NOT NULL
  GROUP BY customer_id) AS placed ON placed.customer_id = c.id
ORDER BY c.id
"""
_STATS = """
INSERT INTO commerce_customereventstat (store_id, customer_id, name, count, first_at, last_at)
SELECT %(store)s, customer_id, name, sum(times), min(started_at), max(ended_at)
FROM demo_visit CROSS JOIN LATERAL (VALUES
  ('commerce.page_viewed', (pages + 1) / 2), ('commerce.product_viewed', pages / 2),
  ('commerce.cart_changed', CASE WHEN o IS NOT NULL THEN 2 ELSE 0 END),
  ('commerce.checkout_started', CASE WHEN o IS NOT NULL THEN 1 ELSE 0 END)) AS done (name, times)
WHERE customer_id IS NOT NULL AND times > 0
GROUP BY customer_id, name ORDER BY customer_id, name
"""
# Every stage anybody was ever in. The last one is the one in the figures.
_STAGES = """
WITH placed AS (
  SELECT customer_id, placed_at, row_number() OVER orders AS place,
    placed_at - lag(placed_at) OVER orders AS pause,
    coalesce(lead(placed_at) OVER orders, %(now)s) - placed_at AS ahead
  FROM commerce_order WHERE store_id = %(store)s AND counts AND customer_id IS NOT NULL
  WINDOW orders AS (PARTITION BY customer_id ORDER BY placed_at)
), moves AS (
  SELECT customer_id, 'awareness' AS became, 'added' AS reason, known_since AS at, 1 AS turn
  FROM customers_customermetrics WHERE store_id = %(store)s
    AND (first_order_at IS NULL OR known_since < first_order_at)
    AND (considered_since IS NULL OR known_since < considered_since)
  UNION ALL
  SELECT customer_id, 'consideration', 'looked', considered_since, 2
  FROM customers_customermetrics WHERE store_id = %(store)s
    AND considered_since < coalesce(first_order_at, 'infinity')
  UNION ALL
  SELECT customer_id, CASE place WHEN 1 THEN 'purchase' ELSE 'retention' END,
    CASE WHEN place = 1 THEN 'first_order' WHEN pause >= %(churned)s THEN 'came_back' ELSE 'repeat_order' END,
    placed_at, 3
  FROM placed WHERE place <= 2 OR pause >= %(churned)s
  UNION ALL
  SELECT customer_id, 'churn', 'no_order', placed_at + %(churned)s, 4 FROM placed WHERE ahead >= %(churned)s
)
INSERT INTO customers_lifecyclechange (store_id, created_at, customer_id, from_stage, to_stage, reason,
  happened_at)
SELECT %(store)s, at, customer_id, lag(became, 1, '') OVER mine, became, reason, at
FROM moves WINDOW mine AS (PARTITION BY customer_id ORDER BY at, turn) ORDER BY at, customer_id
"""


def _reckon(cursor, demo: Demo) -> None:
    # Before anybody is judged: new habits would have everybody judged again.
    learn_habits(store=demo.store, now=demo.now)
    keys = list(demo.store.customers.order_by("pk").values_list("pk", flat=True))
    # A first part, so that the planner has seen what rows of this store look like before the rest.
    refresh_customers(store=demo.store, customer_ids=keys[:AT_ONCE], now=demo.now)
    cursor.execute(_REMEASURED)
    recompute_store(store=demo.store, now=demo.now)
    recompute_categories(store=demo.store, customer_ids=keys[AT_ONCE:])  # all lines are read once


@seeds(order=70)
def figures(demo: Demo) -> str:
    given = {
        "store": demo.store.pk,
        "now": demo.now,
        "churned": timedelta(days=demo.store.settings_of(Thresholds).churned_days),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, given)
        cursor.execute(_STATS, given)
        _reckon(cursor, demo)
        # It told only the last stage of each, as if nothing had been before.
        demo.store.lifecyclechanges.all().delete()
        cursor.execute(_STAGES, given)
        changes = cursor.rowcount
        cursor.execute("ANALYZE customers_customermetrics, customers_lifecyclechange, customers_customertag")
    return f"the figures of {demo.size:,} customers, {changes:,} changes of stage"
