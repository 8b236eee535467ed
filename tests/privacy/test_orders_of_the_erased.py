"""The shop tells again of orders of somebody erased."""

from commerce.models import Order
from privacy import services
from tests.commerce.sent import an_order, deliver
from tests.privacy.conftest import NOW

WHERE = {"name": "Xaviera Quirós", "line_1": "Plaza Mayor 7", "city": "Madrid", "country": "ES"}


def test_an_order_told_again_brings_no_address_back(store, actor):
    told = {"customer": {"external_id": "XQ-991", "email": "xaviera@example.com"}, "shipping_address": WHERE}
    deliver(store, an_order(**told))
    order = Order.objects.select_related("customer").get()
    services.erase_customer(customer=order.customer, by=actor, now=NOW)
    deliver(store, an_order(**told, note="For Xaviera", updated_at="2030-01-01T00:00:00Z"))
    again = Order.objects.get()
    assert again.customer_id == order.customer_id
    assert (again.shipping_address, again.note, again.total) == ({}, "", order.total)
    assert store.customers.get().name == "Erased"
