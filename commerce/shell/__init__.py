"""Where the shop's records show up in the shell. Each noun registers its own on import."""

from commerce.shell import catalog, currencies, figures, orders, storefront  # noqa: F401
