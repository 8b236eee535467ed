from core import shell
from customers.queries import next_actions  # noqa: F401 (it registers what it suggests)

shell.customer_panels.register(
    shell.Card(
        key="next",
        url_name="customers:next-action",
        permission="customers.view",
        order=1,
        follows=True,
    )
)
