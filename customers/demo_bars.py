"""Why some customers of the demo shop are suspended or banned."""

from collections.abc import Iterable, Iterator

from django.db import connection

from core.demo import Demo
from core.events import Event
from customers import events
from customers.models import Customer

SUSPENDED_FOR = (
    "Three chargebacks in one month; waiting for the bank.",
    "Parcel reported lost twice from the same address. Being looked into.",
    "Asked us to leave the account alone until spring.",
)
BANNED_FOR = (
    "Resold at a market under our name after two warnings.",
    "Abusive on the phone to two colleagues.",
    "Paid with stolen cards.",
)
_SAY_WHY = """
UPDATE customers_customer c SET
  status = CASE WHEN n %% 4 = 0 THEN 'banned' ELSE 'suspended' END,
  status_reason = CASE WHEN n %% 4 = 0 THEN (%(banned)s::text[])[1 + n / 4 %% %(bans)s]
    ELSE (%(suspended)s::text[])[1 + n %% %(suspensions)s] END,
  status_since = c.created_at + (%(now)s - c.created_at) * (n * 7919 %% 97 / 97.0)
FROM demo_customer d WHERE d.id = c.id AND c.store_id = %(store)s AND c.status = 'suspended'
"""


def say_why(demo: Demo) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _SAY_WHY,
            {
                "store": demo.store.pk,
                "now": demo.now,
                "banned": list(BANNED_FOR),
                "bans": len(BANNED_FOR),
                "suspended": list(SUSPENDED_FOR),
                "suspensions": len(SUSPENDED_FOR),
            },
        )


def bars(customers: Iterable[Customer]) -> Iterator[Event]:
    for customer in customers:
        if customer.is_barred:
            told = events.CustomerBanned if customer.is_banned else events.CustomerSuspended
            yield told(
                store_id=customer.store_id,
                customer_id=customer.pk,
                subject_label=customer.name,
                reason=customer.status_reason,
                happened_at=customer.status_since,
            )
