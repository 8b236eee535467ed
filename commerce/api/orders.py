from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from commerce.filters.orders import OrderFilter
from commerce.queries.orders import whole_orders
from commerce.serializers.orders import NewRefundSerializer, OrderSerializer, RefundSerializer
from commerce.serializers.orders_sent import OrderSent
from commerce.services.order_intake import put_orders
from commerce.services.refunds import CannotRefundOrder, refund_order
from core.api import Intake, IntakeView, Listing, StoreApiView, operation

AREA = "Orders"

orders = Listing(
    serializer=OrderSerializer,
    filters=OrderFilter,
    ordering={"placed_at": "placed_at", "value": "value", "number": "number"},
    default="-placed_at",
)

orders_sent = Intake(
    serializer=OrderSent,
    verb=put_orders,
    answer=OrderSerializer,
    rows=whole_orders,
    location=lambda order_id: reverse("orders-api:order", args=[order_id]),
)


def one_order(request, order_id):
    return get_object_or_404(whole_orders(request.store), public_id=order_id)


class Orders(IntakeView):
    area = AREA
    permissions = {"GET": "orders.view", "POST": "orders.send"}

    @operation("list_orders", "List orders", lists=orders)
    def get(self, request):
        """All orders of the store with their lines, newest first unless told."""
        return orders.answer(request, whole_orders(request.store))

    @operation("send_orders", "Send orders", intake=orders_sent)
    def post(self, request):
        """One order, or a list of up to 1,000, each whole: what newer news leaves out is emptied."""
        return orders_sent.take(request)


class OneOrder(StoreApiView):
    area = AREA
    permissions = {"GET": "orders.view"}

    @operation("get_order", "Read an order", answer=OrderSerializer)
    def get(self, request, order_id):
        return self.answer(OrderSerializer, one_order(request, order_id))


class OrderRefunds(StoreApiView):
    area = AREA
    permissions = {"POST": "orders.refund"}

    @operation(
        "refund_order",
        "Record a refund",
        body=NewRefundSerializer,
        answer=RefundSerializer,
        status=201,
        refusals=[CannotRefundOrder],
    )
    def post(self, request, order_id):
        """By an amount, by lines, or of all that is left. Regulars keeps the record; no money moves by it."""
        order = one_order(request, order_id)
        told = self.body(NewRefundSerializer)
        counts = {line["key"]: line["quantity"] for line in told.pop("lines", [])}
        refund = refund_order(order=order, lines=counts, by=request.actor, now=timezone.now(), **told)
        refund.refresh_from_db()
        return self.answer(RefundSerializer, refund, status=201)


class CustomerOrders(StoreApiView):
    area = AREA
    permissions = {"GET": "orders.view"}

    @operation("list_customer_orders", "List a customer's orders", lists=orders)
    def get(self, request, customer_id):
        customer = get_object_or_404(request.store.customers, public_id=customer_id)
        return orders.answer(request, whole_orders(request.store).filter(customer=customer))
