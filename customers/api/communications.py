from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_filters import FilterSet
from rest_framework.response import Response

from core.api import Listing, StoreApiView, operation
from core.models import EventRecord
from customers import services
from customers.api.people import AREA, one_customer
from customers.communications import records_of
from customers.filters import MomentsFilter
from customers.models import Interaction
from customers.serializers import CommunicationSerializer, InteractionSerializer


class CommunicationFilter(FilterSet):
    happened_at = MomentsFilter(help_text="From or until this moment.")

    class Meta:
        model = EventRecord
        fields = ["happened_at"]


class InteractionFilter(FilterSet):
    happened_at = MomentsFilter(help_text="From or until this moment.")

    class Meta:
        model = Interaction
        fields = ["kind", "direction", "outcome", "happened_at"]


communications = Listing(
    serializer=CommunicationSerializer,
    filters=CommunicationFilter,
    ordering={"happened_at": "happened_at"},
    default="-happened_at",
)
interactions = Listing(
    serializer=InteractionSerializer,
    filters=InteractionFilter,
    ordering={"happened_at": "happened_at", "created_at": "created_at"},
    default="-happened_at",
)


class CustomerCommunications(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("list_communications", "List what passed between you and a customer", lists=communications)
    def get(self, request, customer_id):
        """E-mails that staff wrote, and calls and meetings they logged, newest first."""
        return communications.answer(request, records_of(one_customer(request, customer_id)))


class CustomerInteractions(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.log_interaction"}

    @operation("list_interactions", "List a customer's calls and meetings", lists=interactions)
    def get(self, request, customer_id):
        customer = one_customer(request, customer_id)
        return interactions.answer(request, request.store.interactions.filter(customer=customer))

    @operation(
        "log_interaction",
        "Log a call, a meeting or the like",
        body=InteractionSerializer,
        answer=InteractionSerializer,
        status=201,
        refusals=[services.CannotLogInteraction],
    )
    def post(self, request, customer_id):
        """It stands on the customer's timeline at the time it happened."""
        interaction = services.log_interaction(
            customer=one_customer(request, customer_id),
            by=request.actor,
            now=timezone.now(),
            **self.body(InteractionSerializer),
        )
        interaction.refresh_from_db()
        return self.answer(InteractionSerializer, interaction, status=201)


class OneInteraction(StoreApiView):
    area = AREA
    permissions = {
        "GET": "customers.view",
        "PATCH": "customers.log_interaction",
        "DELETE": "customers.log_interaction",
    }

    @operation("get_interaction", "Read a logged call or meeting", answer=InteractionSerializer)
    def get(self, request, customer_id, interaction_id):
        return self.answer(InteractionSerializer, self._one(customer_id, interaction_id))

    @operation(
        "edit_interaction",
        "Change a logged call or meeting",
        body=InteractionSerializer,
        partial=True,
        answer=InteractionSerializer,
        refusals=[services.CannotEditInteraction],
    )
    def patch(self, request, customer_id, interaction_id):
        """Only by who logged it, or with the permission customers.delete."""
        interaction = services.edit_interaction(
            interaction=self._one(customer_id, interaction_id),
            **self._who(),
            **self.body(InteractionSerializer, partial=True),
        )
        return self.answer(InteractionSerializer, interaction)

    @operation(
        "delete_interaction",
        "Delete a logged call or meeting",
        status=204,
        refusals=[services.CannotEditInteraction],
    )
    def delete(self, request, customer_id, interaction_id):
        """Only by who logged it, or with the permission customers.delete."""
        services.delete_interaction(interaction=self._one(customer_id, interaction_id), **self._who())
        return Response(status=204)

    def _one(self, customer_id, interaction_id):
        kept = self.request.store.interactions.filter(customer=one_customer(self.request, customer_id))
        return get_object_or_404(kept, public_id=interaction_id)

    def _who(self):
        may_edit_any = self.request._request.principal.can("customers.delete")
        return {"by": self.request.actor, "now": timezone.now(), "may_edit_any": may_edit_any}
