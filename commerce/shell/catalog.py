from django.utils.translation import gettext_lazy as _

from commerce.queries.catalog import found_in_palette
from core.shell import (
    Card,
    Command,
    NavItem,
    RecordSearch,
    commands,
    customer_panels,
    navigation,
    searches,
)

navigation.register(
    NavItem(
        group="shop",
        label=_("Products"),
        icon="package",
        url_name="products:list",
        permission="products.view",
        order=10,
        shortcut="p",
        keywords="catalogue catalog items stock prices",
    )
)
commands.register(
    Command(
        label=_("Add product"),
        icon="package",
        url_name="products:add",
        permission="products.edit",
        order=110,
    ),
    Command(
        label=_("Arrange categories"),
        icon="folder",
        url_name="products:categories",
        permission="products.view",
        group="do",
        order=110,
    ),
)
searches.register(
    RecordSearch(label=_("Products"), permission="products.view", find=found_in_palette, order=20)
)
customer_panels.register(
    Card(
        key="wants",
        url_name="customer-commerce:wants",
        permission="products.view",
        title=_("Wishes"),
        order=50,
    )
)
