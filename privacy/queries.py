"""Who a customer is by everything that rows may name them by."""

from core.privacy import Subject
from customers.models import Customer, ExternalId, FormerId, Merge


def subject_of(customer: Customer) -> Subject:
    """With the records that were made one with it, and every address and number any of them had."""
    merged = _merged(customer)
    ids = [customer.pk, *merged]
    rows = Customer.with_deleted.filter(pk__in=ids).values_list("email", "phone")
    former = FormerId.objects.filter(customer__in=ids).values_list("email", flat=True)
    external = ExternalId.objects.filter(customer__in=ids).values_list("value", flat=True)
    told = list(rows)
    return Subject(
        store=customer.store,
        customer_id=customer.pk,
        public_id=customer.public_id,
        merged=frozenset(merged),
        emails=frozenset({email for email, _phone in told if email} | set(former)) - {""},
        phones=frozenset({phone for _email, phone in told}) - {""},
        external_ids=frozenset(external),
    )


def _merged(customer: Customer) -> set[int]:
    """Down the whole chain: who was merged into it, and into those."""
    found: set[int] = set()
    level = {customer.pk}
    while level:
        merges = Merge.objects.filter(kept__in=level, undone_at=None, gone__isnull=False)
        level = set(merges.values_list("gone", flat=True)) - found - {customer.pk}
        found |= level
    return found


def own_contacts(subject: Subject) -> list[tuple[str, str]]:
    """Their addresses, numbers and ids; a number that another customer has too is not theirs alone."""
    others = Customer.objects.filter(store=subject.store).exclude(pk__in=subject.customer_ids)
    shared = set(others.filter(phone__in=subject.phones).values_list("phone", flat=True))
    return [
        *(("email", email) for email in sorted(subject.emails)),
        *(("phone", phone) for phone in sorted(subject.phones - shared)),
        *(("external_id", value) for value in sorted(subject.external_ids)),
    ]
