from django.urls import include, path

from core.api.views import UnknownAddress

# Each app's endpoints go before the last line, which answers for every address that is not there.
endpoints = [
    path("<path:rest>", UnknownAddress.as_view(), name="unknown-address"),
]

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("api/", include(endpoints)),
]
