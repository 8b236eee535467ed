"""What this app's models hold of a person: one module a noun."""

from commerce.privacy import carts, catalog, orders, storefront  # noqa: F401
