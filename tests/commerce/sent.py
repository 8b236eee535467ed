"""What a shop sends, in short: `an_order(paid_at=…)`, and a way to deliver it as the API does."""

from django.utils import timezone

from commerce.serializers.carts_sent import CartSent
from commerce.serializers.orders_sent import OrderSent
from commerce.services.cart_intake import put_carts
from commerce.services.order_intake import put_orders
from core.actors import Actor, ActorKind
from core.api.intake import Reader, put_all

SHOP = Actor(kind=ActorKind.API_KEY, id=1, label="Shop")
PLACED = "2026-03-02T10:00:00Z"


def a_line(**given):
    return {"id": "1", "product": "boot", "title": "Trail boot", "quantity": 1, "price": "100.00", **given}


def an_order(external_id="o-1", **given):
    return {"external_id": external_id, "placed_at": PLACED, "lines": [a_line()], **given}


def a_cart(external_id="c-1", **given):
    return {"external_id": external_id, "updated_at": PLACED, "lines": [a_line()], **given}


def ana(**given):
    return {"external_id": "77", "email": "ana@example.com", "first_name": "Ana", **given}


def deliver(store, *orders):
    return _taken(OrderSent, put_orders, store, orders)


def deliver_carts(store, *carts):
    return _taken(CartSent, put_carts, store, carts)


def _taken(serializer, verb, store, sent):
    read = Reader(serializer, store)
    items = [read.item(index, each, None) for index, each in enumerate(sent)]
    valid = [item for item in items if not item.has_failed]
    put_all(valid, lambda items: verb(store=store, items=items, by=SHOP, now=timezone.now()))
    return items
