"""How the log reads about the shop: one module a noun."""

from commerce.activity import catalog, orders  # noqa: F401
