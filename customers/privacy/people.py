from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.events.log import opened
from core.models import EventRecord
from core.privacy import Subject, blanks, deletes, rewrites
from core.privacy.retention import Rule, keeps_for
from customers.events import ProfileViewed
from customers.models import AccountStatus, Customer, DetailNews, ExternalId


def _news(subject: Subject) -> Q:
    """Theirs, and that of others who say they have this address."""
    return Q(customer__in=subject.customer_ids) | Q(wanted_email__in=subject.emails)


def _forget_news(rows: QuerySet, subject: Subject) -> int:
    """Others keep theirs, but for the claim to the address."""
    claims = rows.exclude(customer__in=subject.customer_ids).update(wanted_email="")
    return claims + rows.filter(customer__in=subject.customer_ids).delete()[0]


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
rewrites(
    DetailNews,
    _news,
    label=_("Since when each detail is known"),
    because=_("Theirs are deleted; of others who claim the same address the claim alone."),
    rewrite=_forget_news,
    hides=("store", "customer", "wanted_email"),
)


def _drop_views(keys: list[int]) -> int:
    with opened():
        return EventRecord.objects.filter(pk__in=keys, name=ProfileViewed.name).delete()[0]


keeps_for(
    Rule(
        key="profile_view_days",
        label=_("Who looked at which profile"),
        due=lambda store, before: store.events.filter(name=ProfileViewed.name, happened_at__lt=before),
        drop=_drop_views,
    )
)
