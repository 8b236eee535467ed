from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.http import StoreRequest
from accounts.permissions import requires
from customers.queries import lifecycle_of
from customers.sankey import picture
from customers.stage_figures import figures_of
from customers.stage_periods import DEFAULT, month_of, months, period_named, spans

WIDE = {"width": 960, "height": 400, "margin": 132}
NARROW = {"width": 340, "height": 460, "margin": 92}


@require_GET
@requires("customers.view")
def lifecycle(request: StoreRequest) -> HttpResponse:
    """The whole page, or what depends on the period when that alone is chosen anew."""
    now = timezone.now()
    measured, this_month = lifecycle_of(store=request.store, now=now), month_of(request.store, now)
    period = period_named(request.GET.get("period", ""), this_month) or period_named(DEFAULT, this_month)
    found = figures_of(measured, period)
    context = {
        "found": found,
        "now": now,
        "spans": spans(this_month),
        "months": months(this_month, (month for month, *_rest in measured.flows)),
        "wide": picture(found.flows, **WIDE),
        "narrow": picture(found.flows, **NARROW),
        "longest": max((s.stays.three_quarters for s in found.stages if s.stays), default=0),
    }
    part = "customers/lifecycle.html#period" if request.htmx else "customers/lifecycle.html"
    return render(request, part, context)
