"""Where the shop's records show up in the shell. Each noun registers its own on import."""

from commerce.shell import currencies  # noqa: F401
