from django.urls import path

from accounts.permissions import requires
from activity import views
from activity.tables import ACTIVITY
from core.lists import list_routes

pages = [
    path("", views.activity_log, name="list"),
    *list_routes(ACTIVITY, requires),
    path("/recent", views.recent_card, name="recent"),
    path("/<uuid:event_id>", views.entry, name="entry"),
]
