"""Where orders were sent: the address of whom nobody had one yet."""

from collections.abc import Collection
from datetime import datetime

from commerce.queries.order_addresses import newest_addresses
from core.actors import SYSTEM
from core.models import Store
from customers.models import AddressSource
from customers.services.address_filling import fill_addresses


def fill_from_orders(*, store: Store, customer_ids: Collection[int], now: datetime) -> int:
    given = newest_addresses(store, customer_ids)
    return fill_addresses(store=store, given=given, source=AddressSource.ORDER, by=SYSTEM, now=now)
