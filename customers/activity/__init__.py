"""How the log reads about customers: one module a noun."""

from customers.activity import (  # noqa: F401
    addresses,
    consents,
    emails,
    fields,
    imports,
    interactions,
    merging,
    notes,
    people,
    tags,
)
