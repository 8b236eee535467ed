from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.models import CustomerEventStat, StorefrontKey, Visit, Visitor
from core.privacy import Subject, deletes, impersonal
from core.privacy.retention import Rule, keeps_for


def _browsers(subject: Subject) -> Q:
    """Theirs, and those that said so without a proof."""
    return Q(customer__in=subject.customer_ids) | Q(claimed_email__in=subject.emails)


deletes(Visit, "customer", label=_("Visits to the shop"), hides=("store", "customer", "visitor", "key"))
deletes(
    Visitor,
    _browsers,
    label=_("Browsers they came with"),
    hides=("store", "customer", "key"),
)
deletes(
    CustomerEventStat,
    "customer",
    label=_("How often they did what in the shop"),
    hides=("store", "customer"),
)
impersonal(StorefrontKey, because=_("The store's own."))
keeps_for(
    Rule(
        key="visitor_days",
        label=_("Visitors nobody recognised"),
        due=lambda store, before: store.visitors.filter(customer=None, last_seen_at__lt=before),
    )
)
