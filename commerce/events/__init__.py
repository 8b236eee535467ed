from commerce.events import catalog, orders  # noqa: F401 (core reads every class of it)
