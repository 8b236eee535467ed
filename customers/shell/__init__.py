"""Where customers show up in the shell: menu, palette, home, profile. Each noun registers its own."""

from customers.shell import actions, addresses, communications, figures, lifecycle, people, tags  # noqa: F401
