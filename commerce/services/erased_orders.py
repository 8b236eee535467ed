"""What the shop tells again of an order whose customer was erased since: its sums, and nothing of whom."""

from collections.abc import Iterable, Mapping

from commerce.services.order_news import OrderNews
from customers.models import AccountStatus, Customer

_ORDER = {"shipping_address": {}, "billing_address": {}, "note": "", "visitor_key": ""}
_PAYMENT = {"last_four": "", "brand": ""}
_SHIPMENT = {"tracking_number": "", "tracking_url": ""}


def forget_whose(winners: Iterable[OrderNews], people: Mapping[OrderNews, int | None]) -> None:
    keys = {key for key in people.values() if key}
    rows = Customer.objects.filter(pk__in=keys, status=AccountStatus.ERASED)
    erased = set(rows.values_list("pk", flat=True)) if keys else set()
    for news in winners:
        if people[news] in erased:
            news.row.update(_ORDER)
            for payment in news.payments:
                payment.update(_PAYMENT)
            for shipment in news.shipments:
                shipment.update(_SHIPMENT)
