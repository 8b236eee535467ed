"""When figures are worked out anew: at night, and when somebody asks for it."""

from contextlib import suppress
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commerce.services import metrics as services
from core.actors import SYSTEM
from core.beat import periodic
from core.jobs import Run, job_kind
from core.models import Store

AT_ONCE = 5_000  # customers in one chunk


@job_kind(
    services.RECALCULATE,
    title=gettext_lazy("Recalculate the customers' figures"),
    permission="settings.edit_store",
)
def recalculate(run: Run) -> str:
    """First everybody against the store as it is now, then each customer in full.

    The first part alone is right unless rules or orders were changed behind our back; the night skips
    the second for all but the purchases by category.
    """
    in_full = run.params.get("in_full", True)
    rows = run.store.customer_metrics.order_by("customer_id").values_list("customer_id", flat=True)
    if not run.checkpoint:
        with run.chunk():
            now = timezone.now()
            services.learn_habits(store=run.store, now=now)
            written = services.recompute_store(store=run.store, now=now)
            run.progress(0, rows.count())
            run.save({"after": 0, "written": written})
    while ids := list(rows.filter(customer_id__gt=run.checkpoint["after"])[:AT_ONCE]):
        with run.chunk():
            written = _recalculated(run.store, ids, in_full)
            run.progress(run.done + len(ids))
            run.save({"after": ids[-1], "written": run.checkpoint["written"] + written})
    written = run.checkpoint["written"]
    return ngettext("%(n)s row changed.", "%(n)s rows changed.", written) % {"n": f"{written:,}"}


def _recalculated(store: Store, ids: list[int], in_full: bool) -> int:
    if in_full:
        return services.refresh_customers(store=store, customer_ids=ids, now=timezone.now())
    return services.recompute_categories(store=store, customer_ids=ids)


@periodic(
    "commerce.recalculate_at_night",
    title=gettext_lazy("Recalculate all customers' figures"),
    daily_at=time(2, 20),
)
def recalculate_at_night(slot: datetime) -> None:
    for store in Store.objects.filter(closed_at=None).order_by("pk"):
        if store.customers.exists():
            title = _("Recalculate the customers' figures overnight")
            with suppress(services.CannotRecalculate):
                services.recalculate(store=store, by=SYSTEM, in_full=False, title=title)
