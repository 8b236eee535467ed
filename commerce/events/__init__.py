from commerce.events import catalog, currencies, orders, storefront  # noqa: F401 (core reads every class of it)
