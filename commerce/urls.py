"""Pages and endpoints by noun. crm/urls.py mounts each list under the noun's own address."""

from django.urls import path

from accounts.permissions import requires
from commerce.api import carts as carts_api
from commerce.api import catalog as products_api
from commerce.api import events as events_api
from commerce.api import interest as interest_api
from commerce.api import orders as orders_api
from commerce.tables import CARTS, ORDERS, PRODUCTS
from commerce.views import (
    carts,
    categories,
    collector,
    currencies,
    figures,
    images,
    interest,
    orders,
    products,
    refunds,
    storefront,
    visits,
)
from core.lists import list_routes

entrances = [path("t", collector.collect, name="collect")]  # beside /t.js, which WhiteNoise serves

product_pages: list = [
    path("", products.products, name="list"),
    *list_routes(PRODUCTS, requires),
    path("/new", products.add, name="add"),
    path("/categories", categories.categories, name="categories"),
    path("/categories/new", categories.add, name="add-category"),
    path("/categories/<uuid:category_id>", categories.edit, name="edit-category"),
    path("/categories/<uuid:category_id>/delete", categories.delete, name="delete-category"),
    path("/images/<uuid:image_id>", images.describe, name="describe-image"),
    path("/images/<uuid:image_id>/primary", images.set_primary, name="primary-image"),
    path("/images/<uuid:image_id>/delete", images.delete, name="delete-image"),
    path("/<uuid:product_id>", products.product, name="product"),
    path("/<uuid:product_id>/edit", products.edit, name="edit"),
    path("/<uuid:product_id>/archive", products.archive, name="archive"),
    path("/<uuid:product_id>/reactivate", products.reactivate, name="reactivate"),
    path("/<uuid:product_id>/sold", products.sold_card, name="sold"),
    path("/<uuid:product_id>/history", products.history, name="history"),
    path("/<uuid:product_id>/images", images.add, name="add-images"),
    path("/<uuid:product_id>/images/reorder", images.reorder, name="reorder-images"),
]
order_pages: list = [
    path("", orders.orders, name="list"),
    *list_routes(ORDERS, requires),
    path("/figures", orders.figures, name="figures"),
    path("/today", orders.today, name="today"),
    path("/<uuid:order_id>", orders.order, name="order"),
    path("/<uuid:order_id>/refund", refunds.refund, name="refund"),
    path("/<uuid:order_id>/refund/sum", refunds.refund_sum, name="refund-sum"),
]
cart_pages: list = [
    path("", carts.carts, name="list"),
    *list_routes(CARTS, requires),
    path("/figures", carts.figures, name="figures"),
    path("/<uuid:cart_id>", carts.cart, name="cart"),
]
settings_pages: list = [  # under /settings: the storefront script, currencies
    path("/storefront", storefront.storefront, name="storefront"),
    path("/storefront/add", storefront.add_storefront_key, name="add-storefront-key"),
    path("/storefront/<uuid:storefront_key_id>", storefront.storefront_key, name="storefront-key"),
    path("/storefront/<uuid:storefront_key_id>/life", storefront.storefront_life, name="storefront-life"),
    path(
        "/storefront/<uuid:storefront_key_id>/secret",
        storefront.make_identity_secret,
        name="make-identity-secret",
    ),
    path(
        "/storefront/<uuid:storefront_key_id>/revoke",
        storefront.revoke_storefront_key,
        name="revoke-storefront-key",
    ),
    path("/health", figures.health, name="health"),
    path("/health/recalculate", figures.recalculate, name="recalculate"),
    path("/currencies", currencies.currencies, name="currencies"),
    path("/currencies/add", currencies.add_rate, name="add-rate"),
    path("/currencies/<uuid:rate_id>", currencies.edit_rate, name="edit-rate"),
    path("/currencies/<uuid:rate_id>/delete", currencies.delete_rate, name="delete-rate"),
]
panels: list = [  # under /customers/<id>: what the profile is composed of
    path("/orders", orders.panel, name="orders"),
    path("/cart", carts.panel, name="cart"),
    path("/wants", interest.wants, name="wants"),
    path("/watches/<uuid:watch_id>/cancel", interest.cancel_watch, name="cancel-watch"),
    path("/visits", visits.visits, name="visits"),
]

product_endpoints: list = [
    path("", products_api.Products.as_view(), name="products"),
    path("/<str:upc>", products_api.OneProduct.as_view(), name="product"),
    path("/<str:upc>/wishes", interest_api.ProductWishes.as_view(), name="wishes"),
    path("/<str:upc>/watches", interest_api.ProductWatches.as_view(), name="watches"),
    path("/<str:upc>/images", products_api.ProductImages.as_view(), name="images"),
    path("/<str:upc>/images/reorder", products_api.ImageOrder.as_view(), name="image-order"),
    path("/<str:upc>/images/<uuid:image_id>", products_api.OneImage.as_view(), name="image"),
    path(
        "/<str:upc>/images/<uuid:image_id>/primary", products_api.PrimaryImage.as_view(), name="primary-image"
    ),
]
order_endpoints: list = [
    path("", orders_api.Orders.as_view(), name="orders"),
    path("/<uuid:order_id>", orders_api.OneOrder.as_view(), name="order"),
    path("/<uuid:order_id>/refunds", orders_api.OrderRefunds.as_view(), name="refunds"),
]
cart_endpoints: list = [
    path("", carts_api.Carts.as_view(), name="carts"),
    path("/<uuid:cart_id>", carts_api.OneCart.as_view(), name="cart"),
]
event_endpoints: list = [path("", events_api.Events.as_view(), name="events")]
customer_endpoints: list = [  # under /api/customers/<id>
    path("/orders", orders_api.CustomerOrders.as_view(), name="orders"),
]
