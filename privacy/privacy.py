"""What this app's own models hold."""

from django.utils.translation import gettext_lazy as _

from core.privacy import blanks, impersonal
from core.privacy.retention import Rule, keeps_for
from privacy.models import Erasure, PrivacyRequest

blanks(
    PrivacyRequest,
    "customer",
    label=_("Requests about their data"),
    because=_("Proof that the request was answered in time; whose it was is blanked."),
    blank={"name": "", "note": "", "checked_how": ""},
    keeps=(
        "kind",
        "state",
        "channel",
        "received_on",
        "due_on",
        "refusal",
        "closed_by",
        "bundle_path",
        "fetched_by",
    ),
    hides=("store", "customer", "job", "closed_by", "bundle_path", "fetched_by"),
)
impersonal(Erasure, because=_("A random id and counts: proof that somebody was erased, not who."))
keeps_for(
    Rule(
        key="request_days",
        label=_("Answered privacy requests"),
        due=lambda store, before: store.privacyrequests.filter(closed_at__lt=before),
    )
)
