from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from core.beat import periodic
from privacy import services


@periodic("privacy.drop_bundles", title=_("Delete people's data that was fetched"), every=timedelta(hours=1))
def drop_bundles(slot: datetime) -> None:
    services.drop_old_bundles(now=slot)


@periodic("privacy.file_erasures", title=_("Enter erasures into the journal"), every=timedelta(minutes=15))
def file_erasures(slot: datetime) -> None:
    services.file_entries()
