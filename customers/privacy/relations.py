from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy import Subject, deletes
from customers.models import CustomerFile, PaymentMethod, Preference, Relation


def _either_end(subject: Subject) -> Q:
    return Q(customer=subject.customer_id) | Q(other=subject.customer_id)


deletes(PaymentMethod, "customer", label=_("Payment methods"), hides=("store", "customer", "token"))
deletes(CustomerFile, "customer", label=_("Files"), files=("upload",), hides=("store", "customer"))
deletes(Relation, _either_end, label=_("Related people"), hides=("store", "customer", "other"))
deletes(Preference, "customer", label=_("Preferences"), hides=("store", "customer", "key"))
