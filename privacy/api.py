from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.api import Listing, StoreApiView, operation
from privacy import services
from privacy.filters import RequestFilter
from privacy.models import Channel
from privacy.serializers import RequestSent, RequestSerializer

AREA = "Privacy"

listing = Listing(
    serializer=RequestSerializer,
    filters=RequestFilter,
    ordering={"created_at": "created_at", "received_on": "received_on", "due_on": "due_on"},
    default="-created_at",
)


def _rows(request):
    return request.store.privacyrequests.select_related("customer")


class Requests(StoreApiView):
    area = AREA
    permissions = {"GET": "privacy.view", "POST": "privacy.handle"}

    @operation("list_privacy_requests", "List privacy requests", lists=listing)
    def get(self, request):
        """Who wants their data or wants to be erased, by when that is due, and how it was answered."""
        return listing.answer(request, _rows(request))

    @operation(
        "receive_privacy_request",
        "Take down a privacy request",
        body=RequestSent,
        answer=RequestSerializer,
        status=201,
        refusals=[services.CannotReceiveRequest],
    )
    def post(self, request):
        """From a form of the shop, for example. It is answered by a person, on the page: nothing is handed
        out and nobody is erased by a program.
        """
        told = self.body(RequestSent)
        made = services.receive_request(
            store=request.store, channel=Channel.API, by=request.actor, now=timezone.now(), **told
        )
        return self.answer(RequestSerializer, made, status=201)


class OneRequest(StoreApiView):
    area = AREA
    permissions = {"GET": "privacy.view"}

    @operation("get_privacy_request", "Read a privacy request", answer=RequestSerializer)
    def get(self, request, request_id):
        """Where it stands."""
        return self.answer(RequestSerializer, get_object_or_404(_rows(request), public_id=request_id))
