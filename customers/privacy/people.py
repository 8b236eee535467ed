from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy import Subject, blanks, deletes
from customers.models import AccountStatus, Customer, DetailNews, ExternalId


def _news(subject: Subject) -> Q:
    """Theirs, and that of others who say they have this address."""
    return Q(customer__in=subject.customer_ids) | Q(wanted_email__in=subject.emails)


blanks(
    Customer,
    "pk",
    label=_("Details"),
    because=_("Orders and figures hang on the row; it says nothing about the person any more."),
    blank={
        "email": None,
        "first_name": "",
        "last_name": "",
        "phone": "",
        "language": "",
        "company": "",
        "birthday": None,
        "gender": "",
        "time_zone": "",
        "city": "",
        "region": "",
        "country": "",
        "socials": {},
        "photo": None,
        "owner": None,
        "status": AccountStatus.ERASED,
        "status_reason": "",
        "status_since": None,
    },
    keeps=("source",),
    files=("photo",),
    hides=("store", "search", "sort_name", "owner"),
)
deletes(ExternalId, "customer", label=_("External ids"), hides=("store", "customer"))
deletes(
    DetailNews, _news, label=_("Since when each detail is known"), hides=("store", "customer", "wanted_email")
)
