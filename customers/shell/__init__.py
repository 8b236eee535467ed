"""Where customers show up in the shell: menu, palette, home, profile. Each noun registers its own."""

from customers.shell import (  # noqa: F401
    actions,
    addresses,
    communications,
    consents,  # noqa: F401
    figures,
    lifecycle,
    notes,
    people,
    tags,
)
