import time as clock
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from core.beat import periodic
from core.models import Store
from privacy import services

SECONDS = 180  # of the four minutes a task may take


@periodic("privacy.drop_bundles", title=_("Delete people's data that was fetched"), every=timedelta(hours=1))
def drop_bundles(slot: datetime) -> None:
    services.drop_old_bundles(now=slot)


@periodic("privacy.file_erasures", title=_("Enter erasures into the journal"), every=timedelta(minutes=15))
def file_erasures(slot: datetime) -> None:
    services.file_entries()


@periodic(
    "privacy.drop_what_is_past_its_time",
    title=_("Delete data of people older than each store keeps"),
    daily_at=time(3, 40),
    queue="bulk",
    in_one_transaction=False,
)
def drop_what_is_past_its_time(slot: datetime) -> None:
    end = clock.monotonic() + SECONDS
    for store in Store.objects.filter(closed_at=None).order_by("pk"):
        services.drop_due(store=store, now=slot, in_time=lambda: clock.monotonic() < end)


@periodic("privacy.remind", title=_("Remind of privacy requests that are due"), daily_at=time(6, 30))
def remind(slot: datetime) -> None:
    services.remind(now=slot)
