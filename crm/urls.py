from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.signin.urls import pages as signin_pages
from core.api.views import UnknownAddress
from crm import views

# Each app's endpoints go before the last line, which answers for every address that is not there.
endpoints = [
    path("<path:rest>", UnknownAddress.as_view(), name="unknown-address"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("home/set-up/away", views.put_setup_away, name="put-setup-away"),
    path("palette", views.palette, name="palette"),
    path("account/", include(signin_pages)),
    path("api/", include(endpoints)),
]
if settings.ADMIN_ENABLED:
    urlpatterns += [
        path("admin", RedirectView.as_view(pattern_name="admin:index")),
        path("admin/", admin.site.urls),
    ]

handler429 = "accounts.views.signin.too_many_requests"
