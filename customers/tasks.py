from datetime import datetime, time, timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.beat import periodic
from core.counting import capped_count
from core.jobs import Run, job_kind
from core.jobs.doorbell import ring_after_commit
from core.models import Store
from customers import services
from customers.models import Merge
from customers.queries import open_pairs
from customers.queries.lifecycle import MANY
from customers.services import duplicates
from customers.services.lifecycle import write_lifecycle_report
from customers.services.rule_tags import RETAG, retag
from customers.services.scores import lock_figures, pass_time

RETAGGED_AT_ONCE = 5_000


@periodic("customers.purge_deleted", title=_("Remove deleted customers for good"), every=timedelta(hours=1))
def purge_deleted(slot: datetime) -> None:
    services.purge_deleted(now=slot)


@periodic(
    "customers.pass_time",
    title=_("Move customers on whose time has come"),
    every=timedelta(hours=1),
    in_one_transaction=False,
)
def move_on(slot: datetime) -> None:
    for store in Store.objects.filter(closed_at=None).order_by("pk"):
        pass_time(store=store, now=slot)


@shared_task(name="customers.send_emails")
def send_emails(queue: str) -> None:
    services.send_due_emails(now=timezone.now())


def send_emails_soon() -> None:
    ring_after_commit("io", "customers.send_emails")


@periodic(
    "customers.send_due_emails",
    title=_("Send the e-mails that staff wrote"),
    every=timedelta(seconds=30),
    queue="io",
    in_one_transaction=False,
)
def send_due_emails(slot: datetime) -> None:
    services.send_due_emails(now=timezone.now())


@periodic(
    "customers.add_up_lifecycle",
    title=_("Add up the customers' changes of stage"),
    every=timedelta(hours=1),
    in_one_transaction=False,
)
def add_up_lifecycle(slot: datetime) -> None:
    """Where few are, the page adds up itself."""
    for store in Store.objects.filter(closed_at=None).order_by("pk"):
        if capped_count(store.customers.all()).number > MANY:
            write_lifecycle_report(store=store, now=slot)


@periodic(
    "customers.forget_imports",
    title=_("Delete files of imports that can no longer be undone"),
    daily_at=time(3, 40),
)
def forget_imports(slot: datetime) -> None:
    services.forget_imports(slot)


@job_kind(RETAG, title=_("Give and take automatic tags"), permission="customers.edit_tags")
def retag_everybody(run: Run) -> str:
    rows = run.store.customer_metrics.order_by("customer_id").values_list("customer_id", flat=True)
    while ids := list(rows.filter(customer_id__gt=run.checkpoint.get("after", 0))[:RETAGGED_AT_ONCE]):
        with run.chunk():
            retag(run.store, lock_figures(store=run.store, customer_ids=ids))
            run.progress(run.done + len(ids))
            run.save({"after": ids[-1]})
    words = ngettext("%(n)s customer looked at.", "%(n)s customers looked at.", run.done)
    return words % {"n": f"{run.done:,}"}


@job_kind(duplicates.FIND, title=_("Look for duplicates"), permission="customers.view")
def find_duplicates(run: Run) -> str:
    with run.chunk():
        found = duplicates.find_duplicates(store=run.store, now=timezone.now())
    words = ngettext("%(n)s pair may be one person.", "%(n)s pairs may be one person each.", found)
    return words % {"n": f"{found:,}"}


@job_kind(duplicates.MERGE_SURE, title=_("Merge customers who surely are one"), permission="customers.merge")
def merge_sure(run: Run) -> str:
    """A pair at a time: each can be parted again by itself."""
    pairs = open_pairs(run.store).filter(is_sure=True).order_by("pk")
    last, merged = run.checkpoint.get("last", 0), run.checkpoint.get("merged", 0)
    if not run.checkpoint:
        run.progress(0, pairs.count())
    while pair := pairs.filter(pk__gt=last).first():
        with run.chunk():
            try:
                duplicates.merge_pair(pair=pair, by=run.by, now=timezone.now())
                merged += 1
            except services.CannotMergeCustomers as refusal:
                run.error(None, str(refusal), f"{pair.first.name}, {pair.second.name}")
            last = pair.pk
            run.progress(run.done + 1)
            run.save({"last": last, "merged": merged})
    words = ngettext("%(n)s pair merged.", "%(n)s pairs merged.", merged)
    return words % {"n": f"{merged:,}"}


@periodic(
    "customers.look_for_duplicates",
    title=_("Look for customers who may be one person"),
    daily_at=time(4, 10),
    in_one_transaction=False,
)
def look_for_duplicates(slot: datetime) -> None:
    for store in Store.objects.filter(closed_at=None).order_by("pk"):
        duplicates.find_duplicates(store=store, now=slot)


@periodic(
    "customers.gather_late_rows",
    title=_("Let what was written during a merge follow it"),
    every=timedelta(minutes=10),
    in_one_transaction=False,
)
def gather_late_rows(slot: datetime) -> None:
    lately = Merge.objects.filter(undone_at=None, gone__isnull=False, merged_at__gt=slot - timedelta(hours=1))
    for merge in lately.select_related("kept", "gone", "store").order_by("pk"):
        services.gather_late_rows(merge=merge, now=slot)
