"""The customers' list as staff search, filter and sort it, in a big shop whose figures are worked out."""

from collections.abc import Iterator

from django.db import connection

from bench.measuring import sql
from bench.metrics import settle
from bench.pages import Taken, taken_of
from bench.shops import Shop
from core.models import Store
from customers.models import Tag

PAGES = {
    "most valuable": "sort=-ltv",
    "latest order first": "sort=-last_order",
    "two words, most valuable": "search=amel+wri&sort=-ltv",
    "a common surname, most valuable": "search=martin&sort=-ltv",
    "an order number": "search=%23123456",
    "value 300 to 500, latest order first": "ltv_from=300&ltv_to=500&sort=-last_order",
    "at high risk, most valuable": "churn_risk=high&sort=-ltv",
    "one lifecycle stage, by name": "lifecycle_stage=churn&sort=name",
    "an RFM group, best health first": "rfm_group=champions&sort=-health",
    "suspended, most valuable": "status=suspended&sort=-ltv",
    "a tag of 1 in 500, most valuable": "tag=Press&sort=-ltv",
    "an automatic tag, latest order first": "tag=High+spender&sort=-last_order",
    "news by e-mail, most valuable": "reachable=email&sort=-ltv",
    "news by SMS (1 in 1,000), latest order first": "reachable=sms&sort=-last_order",
    "one country in 1,000, most valuable": "country=JP&sort=-ltv",
    "a tag, a country and a value": "tag=Press&country=GB&ltv_from=100&sort=-last_order",
}
# Of every three two agreed to e-mail, of a thousand one to SMS; one in five hundred has the tag.
_AGREED = """
INSERT INTO customers_consent (store_id, created_at, customer_id, purpose, channel, word, since)
SELECT store_id, now(), id, 'marketing', channel, 'given', now()
FROM customers_customer CROSS JOIN (VALUES ('email', 3, 2), ('sms', 1000, 1)) AS asked (channel, of, yes)
WHERE store_id = %(store)s AND id %% asked.of < asked.yes ORDER BY id
"""
_TAGGED = """
INSERT INTO customers_customertag (store_id, created_at, customer_id, tag_id)
SELECT store_id, now(), id, %(tag)s FROM customers_customer WHERE store_id = %(store)s AND id %% 500 = 0
ORDER BY id
"""
_LIVE = """
UPDATE customers_customer
SET country = CASE WHEN id %% 1000 = 7 THEN 'JP' WHEN id %% 3 = 0 THEN 'DE' ELSE 'GB' END
WHERE store_id = %(store)s
"""


def times_of_lists(shop: Shop) -> Iterator[tuple[str, Taken]]:
    settle(shop)
    _furnish(shop.store)
    addresses = {label: f"/customers?{asked}" for label, asked in PAGES.items()}
    addresses["the figures above it"] = "/customers/overview"
    addresses["lifecycle"] = "/customers/lifecycle"
    yield from taken_of(shop.store, addresses)


def _furnish(store: Store) -> None:
    if store.tags.filter(name="Press").exists():
        return
    tag = Tag.objects.create(store=store, name="Press")
    with connection.cursor() as cursor:
        for statement in (_AGREED, _TAGGED, _LIVE):
            cursor.execute(statement, {"store": store.pk, "tag": tag.pk})
    sql("VACUUM ANALYZE")()
