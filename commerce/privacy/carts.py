from django.utils.translation import gettext_lazy as _

from commerce.models import Cart, CartLine, ProductWatch, WishlistItem
from core.privacy import deletes

deletes(CartLine, "cart__customer", label=_("Lines of carts"), hides=("store",))
deletes(
    Cart,
    "customer",
    label=_("Carts"),
    hides=("store", "customer", "news_digest", "news_rank", "visitor_key"),
)
deletes(WishlistItem, "customer", label=_("Wishlist"), hides=("store", "customer"))
deletes(ProductWatch, "customer", label=_("Products waited for"), hides=("store", "customer"))
