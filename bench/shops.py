"""Full shops to measure in: five orders a customer, most of them of few. Dealt by dice, made in minutes."""

import sys
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from accounts.models import User
from accounts.services.opening import open_store
from accounts.services.people import add_person
from bench.measuring import sql, without_indexes
from core.actors import SYSTEM
from core.models import Store
from customers.demo_names import PEOPLE

ORDERS_EACH = 5
PRODUCTS = 2_000
OWNER = "owner@bench.example"
UNFINISHED = "Unfinished"
TABLES = ("customers_customer", "commerce_order", "commerce_orderline", "commerce_cart")


@dataclass(frozen=True)
class Shop:
    store: Store
    size: int


def shop_of(size: int) -> Shop:
    """Made on first use; a kept database has it already."""
    name = f"Bench {size}"
    store = Store.objects.filter(name=name).first()
    return Shop(store or _made(name, size), size)


def _made(name: str, size: int) -> Store:
    if Store.objects.filter(name=UNFINISHED).exists():
        sys.exit("The kept database was left half made: run once without --keep.")
    owner = User.objects.filter(email=OWNER).first()
    owner = owner or add_person(email=OWNER, name="Bench", password=None)
    store = open_store(
        name=UNFINISHED, owner=owner, time_zone="UTC", currency="GBP", by=SYSTEM, now=timezone.now()
    )
    with without_indexes(*TABLES):
        fill(store, size)
    sql("VACUUM ANALYZE")()
    store.name = name
    store.save()
    return store


def fill(store: Store, size: int) -> None:
    given = {"store": store.pk, "size": size, "orders": size * ORDERS_EACH, "products": PRODUCTS}
    names = {key: [name for people in PEOPLE for name in getattr(people, key)] for key in ("firsts", "lasts")}
    with connection.cursor() as cursor:
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute(_CUSTOMERS, {**given, **names})
        given["first"] = cursor.fetchone()[0]
        for statement in (_PRODUCTS, _ORDERS, _LINES, _CARTS):
            cursor.execute(statement, given)
        cursor.execute("RESET work_mem")


_CUSTOMERS = """
WITH added AS (
  INSERT INTO customers_customer (store_id, created_at, updated_at, email, first_name, last_name, phone,
    language, status, source)
  SELECT %(store)s, at, at, lower(first) || '.' || lower(last) || n || '@example.com', first, last,
    CASE WHEN n %% 3 > 0 THEN '+3363998' || lpad((n %% 10000)::text, 4, '0') ELSE '' END, 'en',
    CASE WHEN n %% 66 = 0 THEN 'suspended' ELSE 'active' END, 'shop'
  FROM (
    SELECT n, (%(firsts)s::text[])[1 + floor(random() * cardinality(%(firsts)s::text[]))::int] AS first,
      (%(lasts)s::text[])[1 + floor(random() * cardinality(%(lasts)s::text[]))::int] AS last,
      now() - interval '1095 days' * (1 - n::float8 / %(size)s) AS at
    FROM generate_series(1, %(size)s) AS n
  ) AS drawn RETURNING id
) SELECT min(id) FROM added
"""
_PRODUCTS = """
INSERT INTO commerce_product (store_id, created_at, updated_at, external_id, news_at, news_rank, news_digest,
  name, sku, upc, brand, description, price, stock, status, attributes, tags, url)
SELECT %(store)s, now() - n * interval '9 hours', now(), 'p' || n, now(), 0, md5(n::text), 'Product ' || n,
  'SKU-' || n, '', 'Brand ' || n %% 37, '', 5 + n %% 180, n %% 50, 'active', '{}', '{}', ''
FROM generate_series(1, %(products)s) AS n
"""
# A few customers order very often, a quarter never does.
_ORDERS = """
INSERT INTO commerce_order (store_id, created_at, external_id, news_at, news_rank, news_digest, number,
  customer_id, status, currency, merchandise, total, refunded, coupon_codes, channel, device, utm_source,
  utm_medium, utm_campaign, shipping_address, billing_address, note, cart_external_id, visitor_key,
  placed_at, paid_at, cancelled_at)
SELECT %(store)s, at, 'o' || n, at, 0, md5(n::text), '#' || n,
  %(first)s + (floor(power(who, 1.6) * 0.74 * %(size)s)::bigint * 7919) %% %(size)s,
  CASE WHEN fate < 0.03 THEN 'cancelled' WHEN fate < 0.06 THEN 'refunded' WHEN fate < 0.1 THEN 'pending'
    ELSE 'delivered' END,
  'GBP', worth, worth, CASE WHEN fate >= 0.03 AND fate < 0.06 THEN worth ELSE 0 END,
  CASE WHEN coupon < 0.15 THEN '{SPRING}' ELSE '{}' END::varchar[],
  CASE WHEN n %% 1000 = 0 THEN 'market' ELSE 'online' END,
  CASE WHEN coupon < 0.6 THEN 'mobile' ELSE 'desktop' END, '', '', '',
  '{"city": "Leeds", "country": "GB", "line1": "1 Park Row"}', '{}', '', '', '', at,
  CASE WHEN fate < 0.03 OR fate >= 0.1 OR fate < 0.06 THEN at END,
  CASE WHEN fate < 0.03 THEN at + interval '1 day' END
FROM (
  SELECT n, random() AS who, random() AS fate, random() AS coupon,
    round((8 + 90 * power(random(), 3))::numeric, 2) AS worth,
    now() - interval '1095 days' * power(random(), 1.3) AS at
  FROM generate_series(1, %(orders)s) AS n ORDER BY at
) AS drawn
"""
_LINES = """
INSERT INTO commerce_orderline (store_id, created_at, order_id, key, position, product_id, product_key, sku,
  title, variant, quantity, price)
SELECT %(store)s, placed_at, o.id, place, place, p.first + pick, 'p' || 1 + pick, 'SKU-' || 1 + pick,
  'Product ' || 1 + pick, '', 1, round(merchandise / lines, 2)
FROM (
  SELECT *, 1 + (id %% 4 = 0)::int + (id %% 3)::int AS lines FROM commerce_order WHERE store_id = %(store)s
) AS o
CROSS JOIN (SELECT min(id) AS first FROM commerce_product WHERE store_id = %(store)s) AS p
CROSS JOIN LATERAL generate_series(1, o.lines) AS place
CROSS JOIN LATERAL (
  SELECT floor(power(hashint8(o.id * 5 + place) / 4294967296.0 + 0.5, 2) * %(products)s)::int AS pick
) AS chosen
ORDER BY o.id
"""
_CARTS = """
INSERT INTO commerce_cart (store_id, created_at, external_id, news_at, news_rank, news_digest, customer_id,
  visitor_key, currency, total, items, recovery_url, started_at, ordered_at)
SELECT %(store)s, at, 'c' || n, at, 0, md5(n::text), %(first)s + floor(random() * %(size)s)::bigint, '',
  'GBP', round((8 + 200 * random())::numeric, 2), 1 + n %% 4, '', at, CASE WHEN random() < 0.6 THEN at END
FROM (
  SELECT n, now() - interval '365 days' * random() AS at FROM generate_series(1, %(size)s / 2) AS n
  ORDER BY at
) AS drawn
"""
