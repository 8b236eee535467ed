from django.http import Http404
from django.utils import timezone
from django_filters import FilterSet

from core.api import Listing, StoreApiView, operation
from customers import services
from customers.api.people import AREA, one_customer
from customers.custom_filters import YesNoFilter
from customers.models import DuplicatePair
from customers.queries import merges_of, open_pairs
from customers.serializers import DuplicateSerializer, MergeSerializer, MergeWithSerializer


class DuplicateFilter(FilterSet):
    is_sure = YesNoFilter()

    class Meta:
        model = DuplicatePair
        fields = ["is_sure"]


duplicates = Listing(
    serializer=DuplicateSerializer,
    filters=DuplicateFilter,
    ordering={"found_at": "found_at"},
    default="-found_at",
)


class Duplicates(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation("list_duplicates", "List customers who may be one person", lists=duplicates)
    def get(self, request):
        """Pairs as found last night or since. Those that staff said are two people are left out."""
        return duplicates.answer(request, open_pairs(request.store).order_by())


class CustomerMerge(StoreApiView):
    area = AREA
    permissions = {"POST": "customers.merge"}

    @operation(
        "merge_customers",
        "Merge another customer into this one",
        body=MergeWithSerializer,
        answer=MergeSerializer,
        status=201,
        refusals=[services.CannotMergeCustomers],
    )
    def post(self, request, customer_id):
        """Orders, notes and all the rest come together; the other's id leads to this one from then on.

        Until `until` it can be undone.
        """
        kept = one_customer(request, customer_id)
        told = self.body(MergeWithSerializer)
        merge = services.merge_customers(
            kept=kept,
            gone=told["other"],
            taken=told.get("take"),
            by=request.actor,
            now=timezone.now(),
        )
        return self.answer(MergeSerializer, merge, status=201)


class CustomerUnmerge(StoreApiView):
    area = AREA
    permissions = {"POST": "customers.merge"}

    @operation(
        "unmerge_customers",
        "Undo the customer's last merge",
        answer=MergeSerializer,
        refusals=[services.CannotUnmergeCustomers],
    )
    def post(self, request, customer_id):
        """Both are there again with what was theirs. What came since stays with the one who was kept."""
        merge = merges_of(one_customer(request, customer_id)).first()
        if merge is None:
            raise Http404
        merge = services.unmerge_customers(merge=merge, by=request.actor, now=timezone.now())
        return self.answer(MergeSerializer, merge)
