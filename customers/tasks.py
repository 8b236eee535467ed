from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.beat import periodic
from customers import services


@periodic("customers.purge_deleted", title=_("Remove deleted customers for good"), every=timedelta(hours=1))
def purge_deleted(slot: datetime) -> None:
    services.purge_deleted(now=slot)
