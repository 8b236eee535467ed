"""The log as it would read had the shop told us all along: orders, refunds, products, and recent visits.

Written straight into the log: what happened long ago is news to nobody, so nothing goes to the outbox.
"""

from django.db import connection

from commerce.demo.catalogue import on_the_shelf
from commerce.demo.goods import GOODS
from core.actors import ActorKind
from core.demo import Demo, seeds
from core.events.log import opened
from core.events.months import prepare_months

REMEMBERED = 2_000  # the newest so many customers have all their orders in the log
LATEST = 3_000  # and so have the latest orders and visits of anybody

_INTO = """
INSERT INTO core_eventrecord (store_id, customer_id, actor_kind, actor_id, actor_label, name, subject_kind,
  subject_id, subject_label, payload, changes, user_agent, request_id, happened_at)
"""
_ORDERS = f"""
{_INTO}
SELECT store_id, customer_id, %(key)s, NULL, 'Online shop', 'commerce.order_' || verb, 'commerce.order', id,
  number, jsonb_build_object('order_id', id, 'customer_id', customer_id, 'number', number,
    'value', value::text), '{{}}', '', '', at
FROM commerce_order
CROSS JOIN LATERAL (VALUES ('placed', placed_at), ('paid', paid_at), ('fulfilled', fulfilled_at),
  ('shipped', shipped_at), ('delivered', delivered_at), ('cancelled', cancelled_at)) AS told (verb, at)
WHERE store_id = %(store)s AND at > %(since)s AND (id IN (
    SELECT id FROM commerce_order WHERE store_id = %(store)s ORDER BY placed_at DESC LIMIT %(latest)s)
  OR customer_id IN (SELECT id FROM demo_customer ORDER BY id DESC LIMIT %(remembered)s))
ORDER BY at, id
"""  # noqa: S608 (constants)
_REFUNDS = f"""
{_INTO}
SELECT o.store_id, o.customer_id, r.by_kind, r.by_id, r.by_label, 'commerce.order_refunded',
  'commerce.order', o.id, o.number,
  jsonb_build_object('order_id', o.id, 'customer_id', o.customer_id, 'number', o.number,
    'value', o.value::text, 'refund_id', r.id, 'refunded', round(r.amount * o.rate, 2)::text,
    'is_full', r.amount = o.total, 'reason', r.reason), '{{}}', '', '', r.refunded_at
FROM commerce_refund AS r JOIN commerce_order AS o ON o.id = r.order_id
WHERE r.store_id = %(store)s AND r.refunded_at > %(since)s AND (o.id IN (
    SELECT id FROM commerce_order WHERE store_id = %(store)s ORDER BY placed_at DESC LIMIT %(latest)s)
  OR o.customer_id IN (SELECT id FROM demo_customer ORDER BY id DESC LIMIT %(remembered)s))
ORDER BY r.refunded_at, r.id
"""  # noqa: S608
# Pages and products by turns, as the visit counted them; then the cart and the checkout of an order.
_VISITS = f"""
WITH shown AS MATERIALIZED (
  SELECT slot, item.id AS product_id, item.name, known.external_id AS product_key, known.price,
    regexp_replace(known.url, '^https://[^/]+', '') AS path
  FROM demo_deck AS deck JOIN demo_product AS item USING (p)
  JOIN commerce_product AS known ON known.id = item.id
  WHERE theme = 0 AND tier = 1 AND era = %(era)s
)
{_INTO}
SELECT %(store)s, customer_id, 'visitor', NULL, 'Visitor', kind, 'commerce.visit', visit_id,
  CASE kind WHEN 'commerce.page_viewed' THEN page WHEN 'commerce.checkout_started' THEN '/checkout'
    ELSE name END,
  jsonb_build_object('visit_id', visit_id, 'customer_id', customer_id, 'properties', '{{}}'::jsonb, 'path',
    CASE kind WHEN 'commerce.page_viewed' THEN page WHEN 'commerce.product_viewed' THEN path
      WHEN 'commerce.cart_changed' THEN '/cart' ELSE '/checkout' END) || CASE kind
    WHEN 'commerce.page_viewed' THEN jsonb_build_object('title', '')
    WHEN 'commerce.product_viewed' THEN jsonb_build_object('product_id', product_id, 'product', product_key)
    WHEN 'commerce.cart_changed' THEN jsonb_build_object('product_id', product_id, 'product', product_key,
      'quantity', 1, 'value', price::text) ELSE jsonb_build_object('value', NULL) END,
  '{{}}', '', '', date_trunc('milliseconds', at)
FROM (
  SELECT seen.*, shown.*, %(first_visit)s + v - 1 AS visit_id, CASE WHEN step = 1 THEN landing
    ELSE (%(pages)s::text[])[1 + floor(pg_temp.roll(y * 32 + step, 162) * %(page_count)s)::int] END AS page
  FROM (
    SELECT *, CASE WHEN step > pages THEN
        CASE WHEN step = pages + 3 THEN 'commerce.checkout_started' ELSE 'commerce.cart_changed' END
      WHEN step %% 2 = 1 THEN 'commerce.page_viewed' ELSE 'commerce.product_viewed' END AS kind,
      started_at + (ended_at - started_at) * (step - 1)
        / (pages + CASE WHEN o IS NULL THEN 0 ELSE 3 END) AS at,
      floor(pg_temp.roll(y * 32 + step, 161) * 256)::int AS slot
    FROM (SELECT * FROM demo_visit ORDER BY v DESC LIMIT %(latest)s) AS latest
    CROSS JOIN LATERAL generate_series(1, pages + CASE WHEN o IS NULL THEN 0 ELSE 3 END) AS step OFFSET 0
  ) AS seen
  JOIN shown USING (slot)
) AS told ORDER BY at, visit_id
"""  # noqa: S608
_PRODUCTS = f"""
{_INTO}
SELECT store_id, NULL, kind, actor_id, actor, 'commerce.product_' || verb, 'commerce.product', product.id,
  product.name, jsonb_build_object('product_id', product.id) || more, changed, '', '', at
FROM commerce_product AS product
JOIN unnest(%(skus)s::text[], %(shelved)s::timestamptz[]) AS known (sku, shelved) USING (sku)
CROSS JOIN LATERAL (
  SELECT count(*) AS images FROM commerce_productimage WHERE product_id = product.id) AS shown
CROSS JOIN LATERAL (VALUES
  ('added', shelved, %(key)s, NULL, 'Online shop', '{{}}'::jsonb, '{{}}'::jsonb, true),
  ('images_added', shelved + interval '2 minutes', 'staff', %(staff)s, %(staff_name)s,
    jsonb_build_object('images', images), '{{}}', images > 0),
  ('edited', %(now)s - interval '1 day' * (330 + product.id %% 23), %(key)s, NULL, 'Online shop', '{{}}',
    jsonb_build_object('price', jsonb_build_array(
      (round(price * 0.965) - CASE WHEN price < 40 THEN 0.05 ELSE 0 END)::numeric(14, 2)::text, price::text)),
    shelved < %(now)s - interval '400 days' AND status = 'active'),
  ('sold_out', %(now)s - interval '1 hour' * (30 + product.id %% 90), %(key)s, NULL, 'Online shop', '{{}}',
    '{{}}', stock <= 0 AND status = 'active'),
  ('archived', %(now)s - interval '1 day' * (200 + product.id %% 9), 'staff', %(staff)s, %(staff_name)s,
    '{{}}', '{{}}', status = 'archived')
) AS told (verb, at, kind, actor_id, actor, more, changed, holds)
WHERE store_id = %(store)s AND holds ORDER BY at, product.id
"""  # noqa: S608
# The files of the pictures came with them, not when the demo was made.
_FILES = """
UPDATE core_eventrecord AS told SET happened_at = file.created_at
FROM core_upload AS file
WHERE told.store_id = %(store)s AND told.name = 'platform.file_uploaded' AND told.happened_at > %(started)s
  AND file.store_id = %(store)s AND file.id = told.subject_id
"""
PAGES = ["/", "/collections/footwear", "/collections/tents", "/collections/jackets", "/journal", "/delivery",
         "/sale", "/size-guide"]  # fmt: skip


@seeds(order=80)
def story(demo: Demo) -> str:
    staff = demo.staff[-1]
    given = {
        "store": demo.store.pk,
        "now": demo.now,
        "since": min(on_the_shelf(demo.now, good) for good in GOODS),
        "started": demo.store.created_at,
        "key": ActorKind.API_KEY,
        "staff": staff.id,
        "staff_name": staff.label,
        "remembered": REMEMBERED,
        "latest": LATEST,
        "skus": [good.sku for good in GOODS],
        "shelved": [on_the_shelf(demo.now, good) for good in GOODS],
        "pages": PAGES,
        "page_count": len(PAGES),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(era) FROM demo_deck")
        given["era"] = cursor.fetchone()[0]
        cursor.execute("SELECT min(id) FROM commerce_visit WHERE store_id = %(store)s", given)
        given["first_visit"] = cursor.fetchone()[0]  # their keys follow their numbers
        count = 0
        for statement in (_ORDERS, _REFUNDS, _VISITS, _PRODUCTS):
            cursor.execute(statement, given)
            count += cursor.rowcount
        with opened():
            cursor.execute(_FILES, given)
    prepare_months(demo.now)
    return f"{count:,} entries in the activity log"
