from django.urls import path

from accounts.permissions import requires
from core.lists import list_routes
from privacy import api
from privacy.tables import REQUESTS
from privacy.views import answers
from privacy.views import requests as log
from privacy.views.retention import retention

pages = [
    path("", log.requests, name="list"),
    *list_routes(REQUESTS, requires),
    path("/new", log.new, name="new"),
    path("/retention", retention, name="retention"),
    path("/<uuid:request_id>", log.one_request, name="request"),
    path("/<uuid:request_id>/next", log.live, name="next"),
    path("/<uuid:request_id>/check", log.check, name="check"),
    path("/<uuid:request_id>/due", log.due, name="due"),
    path("/<uuid:request_id>/refuse", log.refuse, name="refuse"),
    path("/<uuid:request_id>/gather", answers.gather, name="gather"),
    path("/<uuid:request_id>/fetch", answers.fetch, name="fetch"),
    path("/<uuid:request_id>/erase", answers.erase, name="erase"),
    path("/<uuid:request_id>/let-in", answers.let_in, name="let-in"),
]
endpoints = [
    path("/requests", api.Requests.as_view(), name="requests"),
    path("/requests/<uuid:request_id>", api.OneRequest.as_view(), name="request"),
]
