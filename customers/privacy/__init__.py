"""What this app's models hold of a person: one module a noun."""

from customers.privacy import addresses, communications, consents, custom, figures, notes, people, tags  # noqa: F401
