from django.urls import path

from notifications import views

pages = [
    path("", views.notification_list, name="list"),
    path("/bell", views.bell, name="bell"),
    path("/panel", views.panel, name="panel"),
    path("/read", views.read_all, name="read-all"),
    path("/<uuid:notification_id>/read", views.read, name="read"),
    path("/<uuid:notification_id>/seen", views.seen, name="seen"),
]
endpoints: list = []
