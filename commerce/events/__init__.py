from commerce.events import catalog, currencies, orders  # noqa: F401 (core reads every class of it)
