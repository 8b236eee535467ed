"""What this app's models hold of a person: one module a noun."""

from customers.privacy import addresses, consents, custom, figures, notes, people, tags  # noqa: F401
