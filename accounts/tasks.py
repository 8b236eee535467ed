import time
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.services.closing import erase_closed_stores
from core.beat import periodic

SECONDS = 180  # of the four minutes a task may take


@periodic(
    "accounts.erase_closed_stores",
    title=_("Erase stores closed over 30 days ago"),
    every=timedelta(hours=1),
    queue="bulk",
    in_one_transaction=False,
)
def erase_stores(slot: datetime) -> None:
    end = time.monotonic() + SECONDS
    erase_closed_stores(now=slot, in_time=lambda: time.monotonic() < end)
