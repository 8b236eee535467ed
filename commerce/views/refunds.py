from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.forms.refunds import AMOUNT, LINES, RefundForm
from commerce.models import Order
from commerce.queries.orders import whole_orders
from commerce.queries.refund_quotes import quote
from commerce.services.refunds import CannotRefundOrder, refund_order
from core.figures import written_money


@require_http_methods(["GET", "POST"])
@requires("orders.refund")
def refund(request: StoreRequest, order_id) -> HttpResponse:
    order = get_object_or_404(whole_orders(request.store), public_id=order_id)
    form = RefundForm(request.POST if request.method == "POST" else None, order=order)
    page = reverse("orders:order", args=[order.public_id])
    if form.is_valid():
        try:
            made = refund_order(order=order, by=request.actor, now=timezone.now(), **form.refund())
        except CannotRefundOrder as refusal:
            form.add_error(None, str(refusal))
        else:
            amount = written_money(made.amount, order.currency, cents=True)
            messages.success(request, _("Refund of %(amount)s recorded") % {"amount": amount})
            return redirect(page)
    context = {"order": order, "form": form, "cancel": page, "amount": order.refundable}
    return render(request, "commerce/orders/refund.html", context, status=422 if form.errors else 200)


@require_POST
@requires("orders.refund")
def refund_sum(request: StoreRequest, order_id) -> HttpResponse:
    """What the form would give back, as it is filled in."""
    order = get_object_or_404(whole_orders(request.store), public_id=order_id)
    context = {"order": order, "amount": _amount(order, RefundForm(request.POST, order=order))}
    return render(request, "commerce/orders/refund.html#sum", context)


def _amount(order: Order, form: RefundForm):
    """None while it is not clear."""
    if not form.is_valid():
        return None
    kind, asked = form.cleaned_data["kind"], form.refund()
    if kind == LINES:
        return quote(order, asked["lines"]).amount
    return asked["amount"] if kind == AMOUNT else order.refundable
