"""How the log reads about customers: one module a noun."""

from customers.activity import addresses, notes, people, tags  # noqa: F401
