from django.utils.translation import gettext_lazy as _

from core.privacy import impersonal, keeps
from customers.models import CustomerMetrics, LifecycleChange, LifecycleReport, RfmCuts

keeps(
    CustomerMetrics,
    "customer",
    label=_("Figures"),
    because=_("Sums that the store's own figures add up; nothing in them says whose they were."),
    hides=("store", "customer"),
)
keeps(
    LifecycleChange,
    "customer",
    label=_("Lifecycle"),
    because=_("Stages and days, which the store's figures count."),
    hides=("store", "customer"),
)
impersonal(RfmCuts, because=_("What all customers of a store are measured against."))
impersonal(LifecycleReport, because=_("Sums over all customers of a store."))
