from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from accounts import urls as accounts
from accounts.api import Me
from accounts.permissions import public
from accounts.signin.urls import pages as signin_pages
from activity import urls as activity
from commerce import urls as commerce
from core.api.views import UnknownAddress
from crm import offline, probes, reference, styleguide, views
from crm.api import Schema
from customers import urls as customers
from notifications import urls as notifications
from operations import urls as operations
from privacy import urls as privacy

# Each app's endpoints go before the last line, which answers for every address that is not there.
endpoints = [
    path("customers", include((customers.endpoints, "customers-api"))),
    path("customers/<uuid:customer_id>", include((commerce.customer_endpoints, "customer-commerce-api"))),
    path("products", include((commerce.product_endpoints, "products-api"))),
    path("orders", include((commerce.order_endpoints, "orders-api"))),
    path("carts", include((commerce.cart_endpoints, "carts-api"))),
    path("events", include((commerce.event_endpoints, "events-api"))),
    path("jobs", include((operations.endpoints, "jobs-api"))),
    path("privacy", include((privacy.endpoints, "privacy-api"))),
    path("me", Me.as_view(), name="me"),
    path("schema", Schema.as_view(), name="schema"),
    path("docs", reference.guide, name="api-docs"),
    path("docs/<slug:slug>", reference.area, name="api-docs-area"),
    path("<path:rest>", UnknownAddress.as_view(), name="unknown-address"),
]

urlpatterns = [
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("", views.home, name="home"),
    path("offline", offline.offline, name="offline"),
    path("offline-worker.js", offline.worker, name="offline-worker"),
    path("home/set-up/away", views.put_setup_away, name="put-setup-away"),
    path("palette", views.palette, name="palette"),
    path("activity", include((activity.pages, "activity"))),
    path("jobs", include((operations.pages, "jobs"))),
    path("notifications", include((notifications.pages, "notifications"))),
    path("uploads", include((operations.upload_pages, "uploads"))),
    path("files", include((operations.public_files, "files"))),
    path("account/", include(signin_pages)),
    path("customers", include((customers.pages, "customers"))),
    path("customers/<uuid:customer_id>", include((commerce.panels, "customer-commerce"))),
    path("products", include((commerce.product_pages, "products"))),
    path("orders", include((commerce.order_pages, "orders"))),
    path("carts", include((commerce.cart_pages, "carts"))),
    path("settings", include((customers.settings_pages, "customer-settings"))),
    path("privacy", include((privacy.pages, "privacy"))),
    path("settings", include((commerce.settings_pages, "shop-settings"))),
    path("", include(accounts.entrances)),
    path("", include(customers.entrances)),
    path("", include(commerce.entrances)),
    path("settings", include((accounts.pages, "team"))),
    path("api", public(RedirectView.as_view(pattern_name="api-docs"))),
    path("api/", include(endpoints)),
]
if settings.STYLEGUIDE:
    urlpatterns += [path("styleguide", styleguide.styleguide, name="styleguide")]
if settings.ADMIN_ENABLED:
    urlpatterns += [
        path("admin", RedirectView.as_view(pattern_name="admin:index")),
        path("admin/", admin.site.urls),
    ]

handler400 = "crm.errors.unreadable"
handler403 = "crm.errors.not_allowed"
handler404 = "crm.errors.not_found"
handler500 = "crm.errors.our_fault"
handler429 = "accounts.views.signin.too_many_requests"
