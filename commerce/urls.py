"""Pages and endpoints by noun. crm/urls.py mounts each list under the noun's own address."""

from django.urls import path

from commerce.api import carts as carts_api
from commerce.api import orders as orders_api
from commerce.views import collector, currencies

entrances = [path("t", collector.collect, name="collect")]  # beside /t.js, which WhiteNoise serves

product_pages: list = []
order_pages: list = []
cart_pages: list = []
settings_pages: list = [  # under /settings: the storefront script, currencies
    path("/currencies", currencies.currencies, name="currencies"),
    path("/currencies/add", currencies.add_rate, name="add-rate"),
    path("/currencies/<uuid:rate_id>", currencies.edit_rate, name="edit-rate"),
    path("/currencies/<uuid:rate_id>/delete", currencies.delete_rate, name="delete-rate"),
]
panels: list = []  # under /customers/<id>: what the profile is composed of

product_endpoints: list = []
order_endpoints: list = [
    path("", orders_api.Orders.as_view(), name="orders"),
    path("/<uuid:order_id>", orders_api.OneOrder.as_view(), name="order"),
    path("/<uuid:order_id>/refunds", orders_api.OrderRefunds.as_view(), name="refunds"),
]
cart_endpoints: list = [
    path("", carts_api.Carts.as_view(), name="carts"),
    path("/<uuid:cart_id>", carts_api.OneCart.as_view(), name="cart"),
]
event_endpoints: list = []
customer_endpoints: list = [  # under /api/customers/<id>
    path("/orders", orders_api.CustomerOrders.as_view(), name="orders"),
]
