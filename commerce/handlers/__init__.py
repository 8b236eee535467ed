"""What follows from events of the shop: one module a noun."""

from commerce.handlers import addresses, lines, metrics, storefront  # noqa: F401
