from commerce.events import orders  # noqa: F401 (core reads every class of it)
