from django.utils import timezone

from commerce.api.catalog import AREA, one_product
from commerce.serializers.interest import WatchSent, WatchSerializer, WishSent, WishSerializer
from commerce.services import interest, interest_told
from core.api import StoreApiView, operation


class ProductWishes(StoreApiView):
    area = AREA
    permissions = {"POST": "orders.send"}

    @operation(
        "send_wish",
        "Put a product onto a customer's wishlist, or take it off",
        body=WishSent,
        answer=WishSerializer,
        refusals=[interest_told.CustomerIsGone],
    )
    def post(self, request, upc):
        """Told twice or late, it changes nothing: the newest word counts."""
        product = one_product(request, upc)
        told = self.body(WishSent)
        wish = interest_told.take_wish(product=product, by=request.actor, now=timezone.now(), **told)
        return self.answer(WishSerializer, wish)


class ProductWatches(StoreApiView):
    area = AREA
    permissions = {"POST": "orders.send"}

    @operation(
        "send_watch",
        "Let a customer hear when a product is back, or cheaper",
        body=WatchSent,
        answer=WatchSerializer,
        refusals=[interest.CannotWatchProduct, interest_told.CustomerIsGone],
    )
    def post(self, request, upc):
        """Asked twice is asked once. It is met when news of the product, or staff, bring it about."""
        product = one_product(request, upc)
        told = self.body(WatchSent)
        watch = interest_told.take_watch(product=product, by=request.actor, now=timezone.now(), **told)
        return self.answer(WatchSerializer, watch)
