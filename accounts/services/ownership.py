"""Giving a store to another member: one side offers, the other accepts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import OwnershipOffered, OwnershipOfferWithdrawn, OwnershipTransferred
from accounts.models import Membership, OwnershipOffer
from accounts.roles import Role
from accounts.services.team import locked
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.models import check_same_store

OPEN_FOR = timedelta(days=7)


class CannotTransferOwnership(DomainError):
    code = "cannot_transfer_ownership"


@transaction.atomic
def offer_ownership(*, giver: Membership, taker: Membership, by: Actor, now: datetime) -> OwnershipOffer:
    """Offer the store; a former offer lapses. Nothing changes until the other accepts."""
    check_same_store(giver, taker)
    giver, taker = locked(giver), locked(taker)
    if not (giver.is_owner() and giver.is_active()):
        raise CannotTransferOwnership(_("Only an owner can transfer the ownership."))
    if taker.is_owner() or not taker.is_active():
        raise CannotTransferOwnership(_("Choose an active member who is not an owner yet."))
    OwnershipOffer.objects.filter(store_id=giver.store_id).delete()
    offer = OwnershipOffer.objects.create(
        store_id=giver.store_id, giver=giver, taker=taker, expires_at=now + OPEN_FOR
    )
    publish(_about(OwnershipOffered, taker), by=by)
    return offer


@transaction.atomic
def accept_ownership(*, offer: OwnershipOffer, by: Actor, now: datetime) -> Membership:
    """The taker becomes owner, the giver manager."""
    taker = locked(offer.taker)
    offer = OwnershipOffer.objects.select_related("giver__user").filter(pk=offer.pk).first()
    if offer is None or not offer.is_open(now):
        raise CannotTransferOwnership(_("This offer was withdrawn or is too old. Ask for a new one."))
    if not (offer.giver.is_owner() and offer.giver.is_active() and taker.is_active()):
        raise CannotTransferOwnership(_("This offer no longer holds."))
    changes = {
        str(taker.user): [str(taker.role_name), str(Role.OWNER.label)],
        str(offer.giver.user): [str(Role.OWNER.label), str(Role.MANAGER.label)],
    }
    Membership.objects.filter(pk=taker.pk).update(role=Role.OWNER, custom_role=None)
    Membership.objects.filter(pk=offer.giver_id).update(role=Role.MANAGER)
    publish(_about(OwnershipTransferred, taker), by=by, changes=changes)
    offer.delete()
    return taker


@transaction.atomic
def withdraw_offer(*, offer: OwnershipOffer, by: Actor) -> None:
    """The giver takes it back, or the taker declines."""
    taker = locked(offer.taker)
    if OwnershipOffer.objects.filter(pk=offer.pk).delete()[0]:
        publish(_about(OwnershipOfferWithdrawn, taker), by=by)


def _about(event_class, member: Membership):
    return event_class(store_id=member.store_id, membership_id=member.pk, subject_label=str(member.user))
