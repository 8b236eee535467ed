"""Pages and endpoints by noun. crm/urls.py mounts each list under the noun's own address."""

from django.urls import path

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
order_endpoints: list = []
cart_endpoints: list = []
event_endpoints: list = []
customer_endpoints: list = []  # under /api/customers/<id>
