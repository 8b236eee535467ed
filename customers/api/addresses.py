from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.response import Response

from core.api import Listing, StoreApiView, operation
from customers.api.people import AREA, one_customer
from customers.models import PARTS, AddressSource
from customers.serializers.addresses import AddressSerializer
from customers.services import addresses as services

EMPTY = {**dict.fromkeys(PARTS, ""), "kind": "shipping"}
addresses = Listing(
    serializer=AddressSerializer,
    ordering={"created_at": "created_at", "is_main": "is_main"},
    default="-is_main",
)


class CustomerAddresses(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.edit"}

    @operation("list_addresses", "List a customer's addresses", lists=addresses)
    def get(self, request, customer_id):
        """The main one first."""
        customer = one_customer(request, customer_id)
        return addresses.answer(request, request.store.addresses.filter(customer=customer))

    @operation(
        "add_address",
        "Add an address of a customer",
        body=AddressSerializer,
        answer=AddressSerializer,
        status=201,
        refusals=[services.CannotAddAddress],
    )
    def post(self, request, customer_id):
        """The first one becomes the main one. At least a street, a town or a country is needed."""
        address = services.add_address(
            customer=one_customer(request, customer_id),
            by=request.actor,
            now=timezone.now(),
            source=AddressSource.API,
            **self.body(AddressSerializer),
        )
        address.refresh_from_db(fields=["public_id"])
        location = reverse("customers-api:address", args=[customer_id, address.public_id])
        return self.answer(AddressSerializer, address, status=201, location=location)


class CustomerAddress(StoreApiView):
    area = AREA
    permissions = {
        "GET": "customers.view",
        "PUT": "customers.edit",
        "PATCH": "customers.edit",
        "DELETE": "customers.edit",
    }

    @operation("get_address", "Read an address", answer=AddressSerializer)
    def get(self, request, customer_id, address_id):
        return self.answer(AddressSerializer, self._one(customer_id, address_id))

    @operation(
        "replace_address",
        "Replace an address",
        body=AddressSerializer,
        answer=AddressSerializer,
        refusals=[services.CannotEditAddress],
    )
    def put(self, request, customer_id, address_id):
        """Parts that are not given are emptied."""
        return self._edit(customer_id, address_id, EMPTY | self.body(AddressSerializer))

    @operation(
        "edit_address",
        "Change some of an address",
        body=AddressSerializer,
        partial=True,
        answer=AddressSerializer,
        refusals=[services.CannotEditAddress],
    )
    def patch(self, request, customer_id, address_id):
        """`{"is_main": true}` puts it before the others."""
        return self._edit(customer_id, address_id, self.body(AddressSerializer, partial=True))

    @operation("delete_address", "Delete an address", status=204, refusals=[services.CannotEditAddress])
    def delete(self, request, customer_id, address_id):
        """The newest of the others becomes the main one."""
        address = self._one(customer_id, address_id)
        services.delete_address(address=address, by=request.actor, now=timezone.now())
        return Response(status=204)

    def _one(self, customer_id, address_id):
        customer = one_customer(self.request, customer_id)
        rows = self.request.store.addresses.filter(customer=customer).select_related("customer")
        return get_object_or_404(rows, public_id=address_id)

    def _edit(self, customer_id, address_id, values):
        address = services.edit_address(
            address=self._one(customer_id, address_id), by=self.request.actor, now=timezone.now(), **values
        )
        return self.answer(AddressSerializer, address)
