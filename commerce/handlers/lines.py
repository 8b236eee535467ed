from collections import defaultdict

from django.utils import timezone

from commerce.events.catalog import ProductAdded
from commerce.services.line_links import link_lines
from core.events import handles
from core.models import Store


@handles(ProductAdded)
def link_lines_that_wait(events: list[ProductAdded]) -> None:
    """What was ordered or carted before its product was known."""
    added: dict[int, list[int]] = defaultdict(list)
    for event in events:
        added[event.store_id].append(event.product_id)
    for store in Store.objects.filter(pk__in=added).order_by("pk"):
        products = store.products.filter(pk__in=added[store.pk])
        link_lines(store=store, products=products.values_list("external_id", flat=True), now=timezone.now())
