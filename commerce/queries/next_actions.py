"""What a customer's carts and refunds suggest to do next."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from commerce.models import Refund
from commerce.models.carts import OPEN
from commerce.queries.carts import CartState, in_state
from core.figures import written_money
from customers.models import Customer
from customers.next_action import Suggestion, suggests

REFUND_IS_FRESH, CART_IS_FRESH = timedelta(days=14), timedelta(days=21)


def refund_lately(customer: Customer, now: datetime) -> Suggestion | None:
    refunds = Refund.objects.filter(order__customer=customer, refunded_at__gt=now - REFUND_IS_FRESH)
    refund = refunds.select_related("order").order_by("-refunded_at", "-pk").first()
    last = customer.figures.last_order_at
    if refund is None or (last and last > refund.refunded_at):
        return None
    told = {
        "amount": written_money(refund.amount, refund.order.currency, cents=True),
        "order": refund.order.number,
        "day": date_format(localtime(refund.refunded_at), "j F"),
    }
    return Suggestion(
        text=_("Ask whether all is well after the refund"),
        fact=_("%(amount)s of order %(order)s went back on %(day)s, and they have not ordered since.") % told,
        icon="hand-coins",
        tone="warning",
        url=reverse("orders:order", args=[refund.order.public_id]),
        act=_("See the order"),
        permission="orders.view",
    )


def cart_left(customer: Customer, now: datetime) -> Suggestion | None:
    left = in_state(CartState.ABANDONED, store=customer.store, now=now)
    carts = customer.store.carts.filter(OPEN, left, customer=customer, news_at__gt=now - CART_IS_FRESH)
    cart = carts.order_by("-news_at", "-pk").first()
    if cart is None:
        return None
    told = {
        "amount": written_money(cart.total, cart.currency, cents=True),
        "day": date_format(localtime(cart.news_at), "j F"),
    }
    return Suggestion(
        text=_("Remind them of their cart"),
        fact=_("%(amount)s has been waiting in it since %(day)s.") % told,
        icon="shopping-cart",
        tone="accent",
        url=reverse("carts:cart", args=[cart.public_id]),
        act=_("See the cart"),
        permission="orders.view",
    )


suggests(10, refund_lately)
suggests(20, cart_left)
