from django.utils.translation import gettext_lazy as _

from commerce.models import Cart, CartLine, ProductWatch, WishlistItem
from core.privacy import deletes
from core.privacy.retention import Rule, keeps_for

deletes(CartLine, "cart__customer", label=_("Lines of carts"), hides=("store",))
deletes(
    Cart,
    "customer",
    label=_("Carts"),
    hides=("store", "customer", "news_digest", "news_rank", "visitor_key"),
)
deletes(WishlistItem, "customer", label=_("Wishlist"), hides=("store", "customer"))
deletes(ProductWatch, "customer", label=_("Products waited for"), hides=("store", "customer"))
keeps_for(
    Rule(
        key="cart_days",
        label=_("Carts that became no order"),
        due=lambda store, before: store.carts.filter(ordered_at=None, order=None, news_at__lt=before),
    )
)
