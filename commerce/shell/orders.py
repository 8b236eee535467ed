from django.utils.translation import gettext_lazy as _

from commerce.queries import next_actions  # noqa: F401 (it registers what it suggests)
from commerce.queries.order_addresses import addresses_of_orders
from commerce.queries.order_likes import likes_of_orders
from commerce.queries.order_payments import payments_of_orders
from commerce.queries.order_search import customers_of_number
from commerce.queries.orders import found_in_palette
from core.shell import Card, NavItem, RecordSearch, customer_panels, home_cards, navigation, searches
from customers import finders, suggestions

navigation.register(
    NavItem(
        group="shop",
        label=_("Orders"),
        icon="shopping-bag",
        url_name="orders:list",
        permission="orders.view",
        order=20,
        shortcut="o",
        keywords="sales purchases refunds revenue",
    ),
    NavItem(
        group="shop",
        label=_("Carts"),
        icon="shopping-cart",
        url_name="carts:list",
        permission="orders.view",
        order=30,
        keywords="abandoned baskets checkout",
    ),
)
finders.register(customers_of_number)
suggestions.addresses.register(addresses_of_orders)
suggestions.payment_methods.register(payments_of_orders)
suggestions.preferences.register(likes_of_orders)
searches.register(RecordSearch(label=_("Orders"), permission="orders.view", find=found_in_palette, order=30))
home_cards.register(
    Card(key="today", url_name="orders:today", permission="orders.view", title=_("Today"), order=5)
)
customer_panels.register(
    Card(
        key="orders",
        url_name="customer-commerce:orders",
        permission="orders.view",
        title=_("Orders"),
        order=10,
    ),
    Card(
        key="cart",
        url_name="customer-commerce:cart",
        permission="orders.view",
        title=_("Open cart"),
        order=20,
    ),
)
