"""How the log reads about customers: one module a noun."""

from customers.activity import (  # noqa: F401
    addresses,
    consents,  # noqa: F401
    emails,
    fields,
    imports,
    interactions,
    merging,
    notes,
    people,
    tags,
)
