from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.privacy import Subject, blanks, deletes
from customers.models import DuplicatePair, FormerId, Merge, MergedRows


def _merges(subject: Subject, path: str = "") -> Q:
    ids = subject.customer_ids
    return Q(**{f"{path}kept__in": ids}) | Q(**{f"{path}gone__in": ids})


deletes(
    MergedRows,
    lambda subject: _merges(subject, "merge__"),
    label=_("What it takes to undo a merge"),
    hides=("store", "merge", "keys"),
)
deletes(
    Merge,
    _merges,
    label=_("Records that were made one"),
    hides=("store", "kept", "gone", "by_id", "by_label"),
)
blanks(
    FormerId,
    "customer",
    label=_("Ids they were known by"),
    because=_("Old links still lead to the record, which says nothing any more."),
    blank={"email": ""},
    hides=("store", "customer", "key"),
)
deletes(
    DuplicatePair,
    lambda subject: Q(first__in=subject.customer_ids) | Q(second__in=subject.customer_ids),
    label=_("Records that looked like theirs"),
    hides=("store", "first", "second", "dismissed_by"),
)
