from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.response import Response

from core.api import Intake, IntakeView, Listing, StoreApiView, operation
from customers import services
from customers.custom import fields_of
from customers.custom_filters import own_names
from customers.filters import CustomerFilter, HistoryFilter
from customers.serializers import (
    CustomerNewsSerializer,
    CustomerProfileSerializer,
    CustomerSerializer,
    HistorySerializer,
)

AREA = "Customers"

directory = Listing(
    serializer=CustomerSerializer,
    filters=CustomerFilter,
    ordering={
        "created_at": "created_at",
        "name": "sort_name",
        "email": "email",
        "ltv": "metrics__ltv",
        "orders": "metrics__orders_count",
        "last_order": "metrics__last_order_at",
        "health": "metrics__health",
    },
    default="-created_at",
    own=own_names,
)
deliveries = Intake(
    serializer=CustomerNewsSerializer,
    verb=services.put_customers,
    answer=CustomerSerializer,
    rows=lambda store: store.customers.for_api(),
    location=lambda customer_id: reverse("customers-api:customer", args=[customer_id]),
)
history = Listing(
    serializer=HistorySerializer,
    filters=HistoryFilter,
    ordering={"happened_at": "happened_at"},
    default="-happened_at",
)


def one_customer(request: Any, customer_id: Any) -> Any:
    return get_object_or_404(request.store.customers.for_api(), public_id=customer_id)


class Customers(IntakeView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.add"}

    @operation("list_customers", "List customers", lists=directory)
    def get(self, request):
        """All customers of the store, newest first unless told."""
        return directory.answer(request, request.store.customers.for_api())

    @operation(
        "add_customer",
        "Send customers",
        intake=deliveries,
        refusals=[services.CannotAddCustomer],
    )
    def post(self, request):
        """One, or a list of up to 1,000: added when unknown, else brought up to date.

        A customer is found by `external_id`, else by `email`, else (with neither) by `phone`. What is left
        out or empty stays as it is; use `PATCH` to empty a detail. Changing customers who are known needs
        the permission customers.edit too.
        """
        return deliveries.take(request, may_edit=request._request.principal.can("customers.edit"))


class OneCustomer(StoreApiView):
    area = AREA
    permissions = {
        "GET": "customers.view",
        "PUT": "customers.edit",
        "PATCH": "customers.edit",
        "DELETE": "customers.delete",
    }

    @operation("get_customer", "Read a customer", answer=CustomerProfileSerializer)
    def get(self, request, customer_id):
        """With tags and figures, as they were last worked out."""
        return self.answer(CustomerProfileSerializer, one_customer(request, customer_id))

    @operation(
        "replace_customer",
        "Replace a customer's details",
        body=CustomerProfileSerializer,
        answer=CustomerProfileSerializer,
        refusals=[services.CannotEditCustomer],
    )
    def put(self, request, customer_id):
        """Details that are not given are emptied."""
        customer = one_customer(request, customer_id)
        told = self.body(CustomerProfileSerializer, of=customer)
        own = dict.fromkeys(one.key for one in fields_of(request.store)) | told.get("custom", {})
        return self._edit(customer, services.EMPTY | told | {"custom": own})

    @operation(
        "edit_customer",
        "Change some of a customer's details",
        body=CustomerProfileSerializer,
        partial=True,
        answer=CustomerProfileSerializer,
        refusals=[services.CannotEditCustomer],
    )
    def patch(self, request, customer_id):
        customer = one_customer(request, customer_id)
        return self._edit(customer, self.body(CustomerProfileSerializer, of=customer, partial=True))

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
        return self.answer(CustomerProfileSerializer, customer)


class CustomerHistory(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("get_customer_history", "Read what happened to a customer", lists=history)
    def get(self, request, customer_id):
        """Every event with who did it and what changed, newest first."""
        customer = one_customer(request, customer_id)
        return history.answer(request, request.store.events.filter(customer_id=customer.pk))
