"""How the log reads about the shop: one module a noun."""

from commerce.activity import catalog, currencies, orders, storefront  # noqa: F401
