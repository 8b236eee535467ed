"""What comes round by itself, and long work: one module a noun."""

from commerce.tasks import metrics  # noqa: F401 (core reads every class of it)
