from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.response import Response

from core.api import Listing, StoreApiView, operation
from customers import services
from customers.filters import CustomerFilter, HistoryFilter
from customers.models import Source
from customers.queries import customer_figures
from customers.serializers import CustomerSerializer, FiguresSerializer, HistorySerializer, NoteSerializer
from customers.services.details import EDITABLE

AREA = "Customers"
EMPTY = dict.fromkeys(EDITABLE, "")

directory = Listing(
    serializer=CustomerSerializer,
    filters=CustomerFilter,
    ordering={"created_at": "created_at", "name": "sort_name", "email": "email"},
    default="-created_at",
)
history = Listing(
    serializer=HistorySerializer,
    filters=HistoryFilter,
    ordering={"happened_at": "happened_at"},
    default="-happened_at",
)


def one_customer(request: Any, customer_id: Any) -> Any:
    return get_object_or_404(request.store.customers.for_table(), public_id=customer_id)


class Customers(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.add"}

    @operation("list_customers", "List customers", lists=directory)
    def get(self, request):
        """All customers of the store, newest first unless told."""
        return directory.answer(request, request.store.customers.for_table())

    @operation(
        "add_customer",
        "Add a customer",
        body=CustomerSerializer,
        answer=CustomerSerializer,
        status=201,
        refusals=[services.CannotAddCustomer],
    )
    def post(self, request):
        """Needs a name, an e-mail address or a phone number."""
        customer = services.add_customer(
            store=request.store,
            source=Source.API,
            by=request.actor,
            now=timezone.now(),
            **self.body(CustomerSerializer),
        )
        there = reverse("customers-api:customer", args=[customer.public_id])
        return self.answer(CustomerSerializer, customer, status=201, location=there)


class OneCustomer(StoreApiView):
    area = AREA
    permissions = {
        "GET": "customers.view",
        "PUT": "customers.edit",
        "PATCH": "customers.edit",
        "DELETE": "customers.delete",
    }

    @operation("get_customer", "Read a customer", answer=CustomerSerializer)
    def get(self, request, customer_id):
        return self.answer(CustomerSerializer, one_customer(request, customer_id))

    @operation(
        "replace_customer",
        "Replace a customer's details",
        body=CustomerSerializer,
        answer=CustomerSerializer,
        refusals=[services.CannotEditCustomer],
    )
    def put(self, request, customer_id):
        """Details that are not given are emptied."""
        customer = one_customer(request, customer_id)
        return self._edit(customer, EMPTY | self.body(CustomerSerializer))

    @operation(
        "edit_customer",
        "Change some of a customer's details",
        body=CustomerSerializer,
        partial=True,
        answer=CustomerSerializer,
        refusals=[services.CannotEditCustomer],
    )
    def patch(self, request, customer_id):
        customer = one_customer(request, customer_id)
        return self._edit(customer, self.body(CustomerSerializer, partial=True))

    @operation("delete_customer", "Delete a customer", status=204, refusals=[services.CannotDeleteCustomer])
    def delete(self, request, customer_id):
        """Gone at once; staff can bring the customer back for a day."""
        customer = one_customer(request, customer_id)
        services.delete_customer(customer=customer, by=request.actor, now=timezone.now())
        return Response(status=204)

    def _edit(self, customer, values):
        customer = services.edit_customer(
            customer=customer, by=self.request.actor, now=timezone.now(), **values
        )
        return self.answer(CustomerSerializer, customer)


class CustomerNotes(StoreApiView):
    area = AREA
    permissions = {"POST": "customers.add_note"}

    @operation(
        "add_note",
        "Write a note about a customer",
        body=NoteSerializer,
        answer=NoteSerializer,
        status=201,
        refusals=[services.CannotEditNote],
    )
    def post(self, request, customer_id):
        note = services.add_note(
            customer=one_customer(request, customer_id),
            by=request.actor,
            now=timezone.now(),
            **self.body(NoteSerializer),
        )
        return self.answer(NoteSerializer, note, status=201)


class CustomerHistory(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("get_customer_history", "Read what happened to a customer", lists=history)
    def get(self, request, customer_id):
        """Every event with who did it and what changed, newest first."""
        customer = one_customer(request, customer_id)
        return history.answer(request, request.store.events.filter(customer_id=customer.pk))


class CustomerStats(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("get_customer_stats", "Count customers", answer=FiguresSerializer)
    def get(self, request):
        figures = customer_figures(store=request.store, now=timezone.now())
        return self.answer(FiguresSerializer, figures)
