"""Making two records of one person one, and parting them again for 90 days.

Nothing is thrown away: the one who goes is out of sight like somebody deleted, its rows follow as each
app says in `customers.merging`, and what it takes to come back is kept with the merge.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.intake import lock_intake
from core.models import check_same_store
from customers import merging
from customers.events import CustomersMerged, CustomersUnmerged
from customers.models import Customer, FormerId, LifecycleChange, Merge, MergedRows
from customers.services.figures import start_figures
from customers.services.merged_details import join_details, part_details, stamp, unstamp, usual_choices

UNDOABLE_FOR = timedelta(days=90)
DETAILS = "customers.details"  # what is kept of the details beside the entries
STAGES = "customers.stages"  # the changes of stage that only the merge made


class CannotMergeCustomers(DomainError):
    code = "cannot_merge_customers"


class CannotUnmergeCustomers(DomainError):
    code = "cannot_unmerge_customers"


@transaction.atomic
def merge_customers(
    *, kept: Customer, gone: Customer, by: Actor, now: datetime, taken: Collection[str] | None = None
) -> Merge:
    """`taken` names the details that the kept one gets from the other; unless told, what it lacks."""
    check_same_store(kept, gone)
    if kept.pk == gone.pk:
        raise CannotMergeCustomers(_("Choose another customer to merge with."))
    kept, gone = _locked(kept, gone)
    for customer in (kept, gone):
        _refuse_the_past(customer)
    start_figures(store=kept.store, customer_ids=[kept.pk, gone.pk])
    changed = join_details(kept, gone, usual_choices(kept, gone) if taken is None else taken)
    if not any((kept.email, kept.first_name, kept.last_name, kept.phone)):
        raise CannotMergeCustomers(_("Keep a name, an e-mail address or a phone number."))
    merge = _noted(kept, gone, changed, by, now)
    Customer.objects.filter(pk=gone.pk).update(deleted_at=now)
    kept.updated_at = now
    kept.save(update_fields=[*changed, "updated_at"])
    _remember(merge, DETAILS, merging.Moved(held=stamp(kept, changed, now)))
    _move(merge)
    _leave_address(kept, gone, changed)
    _follow_up(merge, now)
    _tell(CustomersMerged, merge, by, {name: change for name, change in changed.items() if _is_told(name)})
    return merge


@transaction.atomic
def unmerge_customers(*, merge: Merge, by: Actor, now: datetime) -> Merge:
    """Both are there again with what was theirs; what came since stays with the one who was kept."""
    if merge.gone is None:
        raise CannotUnmergeCustomers(_("This merge is final: it was made more than 90 days ago."))
    kept, gone = _locked(merge.kept, merge.gone)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    _refuse_to_part(merge, kept, now)
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    given = part_details(kept, merge.changed)
    _refuse_taken_addresses(kept, gone)
    kept.updated_at = now
    kept.save(update_fields=[*given, "updated_at"])
    Customer.with_deleted.filter(pk=gone.pk).update(deleted_at=None)
    FormerId.objects.filter(key=gone.pk).delete()
    _move_back(merge, kept)
    merging.follow_up(merge.store, [kept.pk, gone.pk], now)
    _tell(CustomersUnmerged, merge, by)
    return merge


@transaction.atomic
def gather_late_rows(*, merge: Merge, now: datetime) -> int:
    """What was being written about the one who went while the merge was made goes over too."""
    _locked(merge.kept, merge.gone)
    if not Merge.objects.filter(pk=merge.pk, undone_at=None).exists():
        return 0
    late = 0
    for entry in merging.entries():
        moved = entry.take(merge.gone_id, merge.kept_id) if entry.late else merging.Moved()
        if moved:
            late += len(moved.keys)
            _remember(merge, entry.key, moved)
    if late:
        merging.follow_up(merge.store, [merge.kept_id], now)
    return late


def _locked(kept: Customer, gone: Customer) -> tuple[Customer, Customer]:
    """Both, as they are now. What is taken in of the store waits, so that no order falls between them."""
    lock_intake(kept.store)
    rows = Customer.with_deleted.filter(pk__in=[kept.pk, gone.pk]).for_table()
    found = {customer.pk: customer for customer in rows.select_for_update().order_by("pk")}
    if len(found) < 2:
        raise CannotMergeCustomers(_("One of the two is there no more."))
    return found[kept.pk], found[gone.pk]


def _refuse_the_past(customer: Customer) -> None:
    name = {"name": customer.name}
    if customer.is_erased:
        raise CannotMergeCustomers(_("%(name)s was erased; there is nothing left to merge.") % name)
    if customer.merged_away.filter(undone_at=None).exists():
        raise CannotMergeCustomers(_("%(name)s is part of another customer already.") % name)
    if customer.deleted_at:
        raise CannotMergeCustomers(_("%(name)s was deleted.") % name)


def _refuse_to_part(merge: Merge, kept: Customer, now: datetime) -> None:
    if merge.undone_at:
        raise CannotUnmergeCustomers(_("The two are parted already."))
    if now > merge.until:
        raise CannotUnmergeCustomers(_("This merge is final: it was made more than 90 days ago."))
    if kept.is_erased:
        raise CannotUnmergeCustomers(_("This customer was erased; there is nothing left to part."))
    if later := kept.merged_away.filter(undone_at=None).first():
        whole = {"name": kept.name, "into": later.kept.name}
        raise CannotUnmergeCustomers(_("%(name)s is part of %(into)s now. Undo that merge first.") % whole)
    if kept.deleted_at:
        raise CannotUnmergeCustomers(_("%(name)s was deleted. Restore it first.") % {"name": kept.name})
    if later := kept.merges.filter(undone_at=None, pk__gt=merge.pk).order_by("-pk").first():
        last = {"name": later.gone_label}
        raise CannotUnmergeCustomers(_("%(name)s was merged after this. Undo that merge first.") % last)


def _refuse_taken_addresses(kept: Customer, gone: Customer) -> None:
    """Of the two and of everybody else, each address is one customer's."""
    if kept.email and kept.email == gone.email:
        _refuse_taken(gone.email, kept)
    wanted = [email for email in (kept.email, gone.email) if email]
    others = Customer.objects.filter(store=kept.store, email__in=wanted).exclude(pk__in=[kept.pk, gone.pk])
    for other in others:
        _refuse_taken(other.email or "", other)


def _refuse_taken(email: str, holder: Customer) -> None:
    taken = {"name": holder.name, "email": email}
    raise CannotUnmergeCustomers(
        _("%(name)s has the address %(email)s by now. Change it there first.") % taken
    )


def _noted(kept: Customer, gone: Customer, changed: dict, by: Actor, now: datetime) -> Merge:
    return Merge.objects.create(
        store=kept.store,
        kept=kept,
        gone=gone,
        gone_label=gone.name[:200],
        changed=changed,
        merged_at=now,
        until=now + UNDOABLE_FOR,
        by_kind=by.kind,
        by_id=by.id,
        by_label=by.label[:200],
    )


def _move(merge: Merge) -> None:
    told = {}
    for entry in merging.entries():
        moved = entry.take(merge.gone_id, merge.kept_id)
        if moved:
            _remember(merge, entry.key, moved)
        if moved.keys and entry.label:
            told[entry.key] = len(moved.keys)
    merge.moved = told
    merge.save(update_fields=["moved"])


def _move_back(merge: Merge, kept: Customer) -> None:
    """In the other order, so that what came last goes first."""
    kept_rows = {row.entry: merging.Moved(row.keys, row.held) for row in merge.rows.all()}
    unstamp(kept, kept_rows[DETAILS].held)
    for entry in reversed(merging.entries()):
        if moved := kept_rows.get(entry.key):
            entry.give_back(merge.gone_id, merge.kept_id, moved)
    stages = LifecycleChange.objects.filter(customer__in=[merge.kept_id, merge.gone_id])
    made = kept_rows[STAGES]
    stages.filter(pk__in=made.keys).delete()
    stages.filter(customer=merge.gone_id, pk__gt=made.held["after"]).delete()


def _follow_up(merge: Merge, now: datetime) -> None:
    """Stages that the joined figures lead to are no step of the person; an unmerge takes them back."""
    stages = LifecycleChange.objects.filter(customer=merge.kept_id).order_by("-pk")
    after = LifecycleChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    merging.follow_up(merge.store, [merge.kept_id], now)
    made = list(stages.filter(pk__gt=after).values_list("pk", flat=True))
    _remember(merge, STAGES, merging.Moved(made, {"after": max([after, *made])}))


def _remember(merge: Merge, entry: str, moved: merging.Moved) -> None:
    row, is_new = MergedRows.objects.get_or_create(
        merge=merge,
        entry=entry,
        defaults={"store_id": merge.store_id, "keys": moved.keys, "held": moved.held},
    )
    if not is_new:
        row.keys = [*row.keys, *moved.keys]
        row.save(update_fields=["keys"])


def _leave_address(kept: Customer, gone: Customer, changed: dict) -> None:
    """The id of the one, and the address that neither has as their own now, lead to the other."""
    old, _new = changed.get("email", [None, None])
    lost = old if "email" in changed else gone.email
    FormerId.objects.create(
        store=kept.store,
        customer=kept,
        key=gone.pk,
        public_id=gone.public_id,
        email=lost if lost and lost != kept.email else "",
    )


def _is_told(name: str) -> bool:
    return name not in ("created_at", "photo_id", "owner_id")


def _tell(event, merge: Merge, by: Actor, changed: dict | None = None) -> None:
    told = event(
        store_id=merge.store_id,
        customer_id=merge.kept_id,
        subject_label=merge.kept.name,
        gone=merge.gone_label,
        gone_id=merge.gone_id,
    )
    publish(told, by=by, changes=changed)
