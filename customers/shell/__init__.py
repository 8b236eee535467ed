"""Where customers show up in the shell: menu, palette, home, profile. Each noun registers its own."""

from customers.shell import (  # noqa: F401
    about,
    actions,
    activity,
    addresses,
    communications,
    consents,
    fields,
    figures,
    imports,
    lifecycle,
    merging,
    next_action,
    notes,
    people,
    tags,
)
