from django.shortcuts import get_object_or_404

from commerce.filters.carts import CartFilter
from commerce.queries.carts import whole_carts
from commerce.serializers.carts import CartSerializer
from core.api import Listing, StoreApiView, operation

AREA = "Carts"

carts = Listing(
    serializer=CartSerializer,
    filters=CartFilter,
    ordering={"touched_at": "news_at", "value": "value"},
    default="-touched_at",
)


class Carts(StoreApiView):
    area = AREA
    permissions = {"GET": "orders.view"}

    @operation("list_carts", "List carts", lists=carts)
    def get(self, request):
        """Current, abandoned and ordered ones, the last touched first unless told."""
        return carts.answer(request, whole_carts(request.store))


class OneCart(StoreApiView):
    area = AREA
    permissions = {"GET": "orders.view"}

    @operation("get_cart", "Read a cart", answer=CartSerializer)
    def get(self, request, cart_id):
        return self.answer(CartSerializer, get_object_or_404(whole_carts(request.store), public_id=cart_id))
