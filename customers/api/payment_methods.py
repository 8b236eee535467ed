from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from rest_framework.response import Response

from core.api import Listing, StoreApiView, operation
from customers.api.people import AREA, one_customer
from customers.serializers.payment_methods import PaymentMethodSerializer
from customers.services import payment_methods as services

methods = Listing(
    serializer=PaymentMethodSerializer, ordering={"created_at": "created_at"}, default="-created_at"
)


class CustomerPaymentMethods(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.edit"}

    @operation("list_payment_methods", "List a customer's payment methods", lists=methods)
    def get(self, request, customer_id):
        """Tokens are never read back; `has_token` says whether there is one."""
        customer = one_customer(request, customer_id)
        return methods.answer(request, request.store.payment_methods.filter(customer=customer))

    @operation(
        "add_payment_method",
        "Add a payment method of a customer",
        body=PaymentMethodSerializer,
        answer=PaymentMethodSerializer,
        status=201,
        refusals=[services.CannotAddPaymentMethod],
    )
    def post(self, request, customer_id):
        """What looks like the number of a card is refused in every field, and kept and logged nowhere."""
        method = services.add_payment_method(
            customer=one_customer(request, customer_id),
            by=request.actor,
            now=timezone.now(),
            **self.body(PaymentMethodSerializer),
        )
        location = reverse("customers-api:payment-method", args=[customer_id, method.public_id])
        return self.answer(PaymentMethodSerializer, method, status=201, location=location)


class CustomerPaymentMethod(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "PATCH": "customers.edit", "DELETE": "customers.edit"}

    @operation("get_payment_method", "Read a payment method", answer=PaymentMethodSerializer)
    def get(self, request, customer_id, method_id):
        return self.answer(PaymentMethodSerializer, self._one(customer_id, method_id))

    @operation(
        "edit_payment_method",
        "Change some of a payment method",
        body=PaymentMethodSerializer,
        partial=True,
        answer=PaymentMethodSerializer,
        refusals=[services.CannotEditPaymentMethod],
    )
    def patch(self, request, customer_id, method_id):
        """An empty token leaves the one there is."""
        method = services.edit_payment_method(
            method=self._one(customer_id, method_id),
            by=request.actor,
            now=timezone.now(),
            **self.body(PaymentMethodSerializer, partial=True),
        )
        return self.answer(PaymentMethodSerializer, method)

    @operation("delete_payment_method", "Delete a payment method", status=204)
    def delete(self, request, customer_id, method_id):
        """Gone at once; staff can bring it back for a day."""
        services.delete_payment_method(
            method=self._one(customer_id, method_id), by=request.actor, now=timezone.now()
        )
        return Response(status=204)

    def _one(self, customer_id, method_id):
        customer = one_customer(self.request, customer_id)
        rows = self.request.store.payment_methods.filter(customer=customer).select_related("customer")
        return get_object_or_404(rows, public_id=method_id)
