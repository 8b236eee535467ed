from django.shortcuts import get_object_or_404
from django.urls import reverse

from commerce.filters.carts import CartFilter
from commerce.queries.carts import whole_carts
from commerce.serializers.carts import CartSerializer
from commerce.serializers.carts_sent import CartSent
from commerce.services.cart_intake import put_carts
from core.api import Intake, IntakeView, Listing, StoreApiView, operation

AREA = "Carts"

carts = Listing(
    serializer=CartSerializer,
    filters=CartFilter,
    ordering={"touched_at": "news_at", "value": "value"},
    default="-touched_at",
)


carts_sent = Intake(
    serializer=CartSent,
    verb=put_carts,
    answer=CartSerializer,
    rows=whole_carts,
    location=lambda cart_id: reverse("carts-api:cart", args=[cart_id]),
)


class Carts(IntakeView):
    area = AREA
    permissions = {"GET": "orders.view", "POST": "orders.send"}

    @operation("list_carts", "List carts", lists=carts)
    def get(self, request):
        """Current, abandoned and ordered ones, the last touched first unless told."""
        return carts.answer(request, whole_carts(request.store))

    @operation("send_carts", "Send carts", intake=carts_sent)
    def post(self, request):
        """One cart, or a list of up to 1,000, each whole. The order made from a cart ends it."""
        return carts_sent.take(request)


class OneCart(StoreApiView):
    area = AREA
    permissions = {"GET": "orders.view"}

    @operation("get_cart", "Read a cart", answer=CartSerializer)
    def get(self, request, cart_id):
        return self.answer(CartSerializer, get_object_or_404(whole_carts(request.store), public_id=cart_id))
