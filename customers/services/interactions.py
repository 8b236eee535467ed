"""Calls, meetings and the like, written down by hand."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from customers import events
from customers.models import Customer, Direction, Interaction, InteractionKind, Outcome

EDITABLE = ("kind", "direction", "outcome", "happened_at", "minutes", "text")
CLOCKS_DIFFER = timedelta(minutes=5)


class CannotLogInteraction(DomainError):
    code = "cannot_log_interaction"


class CannotEditInteraction(DomainError):
    code = "cannot_edit_interaction"


@transaction.atomic
def log_interaction(
    *,
    customer: Customer,
    kind: str,
    by: Actor,
    now: datetime,
    direction: str = Direction.OUT,
    outcome: str = "",
    happened_at: datetime | None = None,
    minutes: int | None = None,
    text: str = "",
) -> Interaction:
    if customer.is_erased:
        raise CannotLogInteraction(_("This customer was erased; nothing more is kept about them."))
    told = {"kind": kind, "direction": direction, "outcome": outcome, "minutes": minutes, "text": text}
    values = _checked({**told, "happened_at": happened_at or now}, now, CannotLogInteraction)
    interaction = Interaction.objects.create(
        store_id=customer.store_id,
        customer=customer,
        told_by=uuid4(),
        author_kind=by.kind,
        author_id=by.id,
        author_label=by.label,
        **values,
    )
    _tell_in_its_place(events.InteractionLogged, interaction, by)
    return interaction


@transaction.atomic
def edit_interaction(
    *, interaction: Interaction, by: Actor, now: datetime, may_edit_any: bool = False, **values: Any
) -> Interaction:
    """Only what is given changes; a new time gives it a new place on the timeline."""
    interaction = _of(interaction, by, may_edit_any, _("Only %(name)s can change this entry."))
    changed = changes(interaction, **_checked(values, now, CannotEditInteraction))
    if not changed:
        return interaction
    interaction.edited_at = now
    if "happened_at" in changed:
        interaction.told_by = uuid4()
        _tell_in_its_place(events.InteractionMoved, interaction, by)
    interaction.save()
    _tell(events.InteractionEdited, interaction, by, changed)
    return interaction


@transaction.atomic
def delete_interaction(
    *, interaction: Interaction, by: Actor, now: datetime, may_edit_any: bool = False
) -> Interaction:
    """`restore_interaction` brings it back for a day."""
    interaction = _of(interaction, by, may_edit_any, _("Only %(name)s can delete this entry."))
    return _set_deleted(interaction, now, events.InteractionDeleted, by)


@transaction.atomic
def restore_interaction(*, interaction: Interaction, by: Actor, now: datetime) -> Interaction:
    interaction = Interaction.with_deleted.select_for_update().get(pk=interaction.pk)
    return _set_deleted(interaction, None, events.InteractionRestored, by)


def _of(interaction: Interaction, by: Actor, may_edit_any: bool, refusal: str) -> Interaction:
    found = Interaction.with_deleted.select_for_update(of=("self",)).select_related("customer")
    row = found.get(pk=interaction.pk)
    if not (row.is_by(by) or may_edit_any):
        raise CannotEditInteraction(refusal % {"name": row.author_label})
    return row


def _set_deleted(interaction: Interaction, at: datetime | None, event, by: Actor) -> Interaction:
    """Done twice is done once."""
    if bool(interaction.deleted_at) != bool(at):
        interaction.deleted_at = at
        interaction.save(update_fields=["deleted_at"])
        _tell(event, interaction, by)
    return interaction


def _checked(values: dict[str, Any], now: datetime, refusal: type[DomainError]) -> dict[str, Any]:
    if unknown := values.keys() - set(EDITABLE):
        raise TypeError(f"Not said of an interaction: {unknown}")
    for name, known in (("kind", InteractionKind), ("direction", Direction), ("outcome", Outcome)):
        if values.get(name) and values[name] not in known.values:
            raise refusal(_("“%(value)s” is not known here.") % {"value": values[name]})
    if "happened_at" in values and values["happened_at"] > now + CLOCKS_DIFFER:
        raise refusal(_("This lies in the future. Log it once it has happened."))
    if "text" in values:
        values["text"] = values["text"].strip()
    return values


def _tell_in_its_place(event, interaction: Interaction, by: Actor) -> None:
    at = {"happened_at": interaction.happened_at, "public_id": interaction.told_by}
    publish(_event(event, interaction, **at), by=by)


def _tell(event, interaction: Interaction, by: Actor, changed: dict | None = None) -> None:
    publish(_event(event, interaction), by=by, changes=changed)


def _event(event, interaction: Interaction, **place: Any):
    return event(
        store_id=interaction.store_id,
        customer_id=interaction.customer_id,
        interaction_id=interaction.pk,
        kind=interaction.kind,
        outcome=interaction.outcome,
        subject_label=interaction.customer.name,
        **place,
    )
