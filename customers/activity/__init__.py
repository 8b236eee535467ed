"""How the log reads about customers: one module a noun."""

from customers.activity import notes, people, tags  # noqa: F401
