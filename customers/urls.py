from django.urls import path

from customers import api

pages: list = []
endpoints = [
    path("", api.Customers.as_view(), name="customers"),
    path("/stats", api.CustomerStats.as_view(), name="stats"),
    path("/<uuid:customer_id>", api.OneCustomer.as_view(), name="customer"),
    path("/<uuid:customer_id>/notes", api.CustomerNotes.as_view(), name="notes"),
    path("/<uuid:customer_id>/history", api.CustomerHistory.as_view(), name="history"),
]
