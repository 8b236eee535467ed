from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.api import Listing, StoreApiView, operation
from customers import services
from customers.filters import ConsentRecordFilter
from customers.queries import choices_of, ledger_of, topics_of
from customers.serializers import (
    ConsentRecordSerializer,
    ConsentsSerializer,
    RecordConsentSerializer,
    TopicsSerializer,
)

AREA = "Customers"

ledger = Listing(
    serializer=ConsentRecordSerializer,
    filters=ConsentRecordFilter,
    ordering={"said_at": "said_at"},
    default="-said_at",
)


def _customer(request, customer_id):
    rows = request.store.customers.for_table().select_related("store")
    return get_object_or_404(rows, public_id=customer_id)


class CustomerConsents(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view", "POST": "customers.record_consent"}

    @operation("get_customer_consents", "Read what a customer agreed to", answer=ConsentsSerializer)
    def get(self, request, customer_id):
        """What holds now, for each channel, each topic and each other purpose.

        A word about a channel holds for each topic that has none of its own.
        """
        customer = _customer(request, customer_id)
        return self.answer(ConsentsSerializer, {"consents": choices_of(customer)})

    @operation(
        "record_consent",
        "Write down what a customer agreed to or refused",
        body=RecordConsentSerializer,
        answer=ConsentRecordSerializer,
        status=201,
        refusals=[services.CannotRecordConsent, services.OnlyThePerson, services.NeedsWording],
    )
    def post(self, request, customer_id):
        """With the wording the person saw, which form it was, and from where: it must be provable.

        After a refusal only the person can agree again, on their own page; then this answers 409. The same
        word sent again is written down once.
        """
        told = services.Told(customer=_customer(request, customer_id), **self.body(RecordConsentSerializer))
        record = services.record_consent(told=told, by=request.actor, now=timezone.now())
        return self.answer(ConsentRecordSerializer, record, status=201)


class CustomerConsentRecords(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("list_consent_records", "List every word of a customer, with its proof", lists=ledger)
    def get(self, request, customer_id):
        return ledger.answer(request, ledger_of(_customer(request, customer_id)).order_by())


class ConsentTopics(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("list_consent_topics", "List the topics people choose from", answer=TopicsSerializer)
    def get(self, request):
        return self.answer(TopicsSerializer, {"topics": topics_of(request.store)})
