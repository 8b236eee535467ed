from collections import defaultdict

from django.utils import timezone

from commerce.events.orders import OrderPlaced
from commerce.services.order_addresses import fill_from_orders
from core.events import handles
from core.models import Store


@handles(OrderPlaced)
def keep_where_orders_go(placed: list[OrderPlaced]) -> None:
    """The first order of somebody says where they live."""
    customers: dict[int, set[int]] = defaultdict(set)
    for event in placed:
        if event.customer_id:
            customers[event.store_id].add(event.customer_id)
    for store in Store.objects.filter(pk__in=customers).order_by("pk"):
        fill_from_orders(store=store, customer_ids=customers[store.pk], now=timezone.now())
