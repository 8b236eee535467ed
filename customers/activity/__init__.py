"""How the log reads about customers: one module a noun."""

from customers.activity import (  # noqa: F401
    addresses,
    consents,
    emails,
    fields,
    files,
    imports,
    interactions,
    merging,
    notes,
    payment_methods,
    people,
    relations,
    tags,
)
