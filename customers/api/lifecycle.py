from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter

from core.api import StoreApiView, operation
from core.api.queries import invalid
from customers.api.people import AREA
from customers.queries import lifecycle_of
from customers.serializers import LifecycleSerializer
from customers.stage_figures import figures_of
from customers.stage_periods import DEFAULT, EVER, LAST_MONTHS, month_of, period_named

PERIOD = OpenApiParameter(
    "period",
    {
        "type": "string",
        "pattern": rf"^({'|'.join(f'{n}m' for n in LAST_MONTHS)}|{EVER}|(19|20)[0-9][0-9]-(0[1-9]|1[0-2]))$",
        "default": DEFAULT,
    },
    description="The last months with the present one (3m, 6m, 12m), all, or one month such as 2026-10.",
)


class CustomerLifecycle(StoreApiView):
    area = AREA
    permissions = {"GET": "customers.view"}

    @operation(
        "get_customer_lifecycle",
        "Read how customers move through the lifecycle",
        answer=LifecycleSerializer,
        parameters=[PERIOD],
    )
    def get(self, request):
        """Who stands at each stage, who went where in the period, how long they had stayed.

        In a store of more than 20,000 customers the figures are up to an hour old; see `measured_at`.
        """
        now = timezone.now()
        asked = request.GET.get("period", DEFAULT)
        period = period_named(asked, month_of(request.store, now))
        if period is None:
            raise invalid("period", "Give 3m, 6m, 12m, all or a month such as 2026-10.")
        measured = lifecycle_of(store=request.store, now=now)
        return self.answer(LifecycleSerializer, figures_of(measured, period))
