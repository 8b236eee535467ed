from django.utils.translation import gettext_lazy as _

from core.privacy import deletes
from customers.models import Email, Interaction

deletes(
    Interaction,
    "customer",
    label=_("Calls and meetings"),
    hides=("store", "customer", "author_id", "told_by"),
)
deletes(
    Email,
    "customer",
    label=_("E-mails that staff wrote"),
    hides=("store", "customer", "author_id", "message_id", "lease_until", "try_at", "attempts"),
)
