"""Lists by noun; each is found here by the kit, which registers its jobs."""

from commerce.tables.carts import CARTS
from commerce.tables.catalog import PRODUCTS
from commerce.tables.orders import ORDERS

__all__ = ["CARTS", "ORDERS", "PRODUCTS"]
