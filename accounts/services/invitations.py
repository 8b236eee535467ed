"""Asking people to join a store, by a link in a mail."""

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.events import InvitationResent, InvitationRevoked, MemberInvited, MemberJoined
from accounts.models import CustomRole, Invitation, Membership, User, permissions_of
from accounts.models.api_keys import digest
from accounts.services.people import add_person
from accounts.services.team import check_may_grant
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.models import Store, check_same_store

OPEN_FOR = timedelta(days=7)
MOST_PENDING = 200  # a store cannot be used to mail the world


class CannotInvite(DomainError):
    code = "cannot_invite"


class CannotAcceptInvitation(DomainError):
    code = "cannot_accept_invitation"


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    custom_role: CustomRole | None,
    granter: Membership,
    by: Actor,
    now: datetime,
) -> tuple[Invitation, str]:
    """Keep a place for this address; the second value is the token, which is not kept."""
    check_same_store(granter, *filter(None, [custom_role]))
    store = Store.objects.select_for_update().get(pk=granter.store_id)
    check_may_grant(granter, permissions_of(role, custom_role))
    email = email.lower()
    if store.memberships.filter(user__email=email).exists():
        raise CannotInvite(_("This person is in the team already."))
    if store.invitations.pending().filter(email=email).exists():
        raise CannotInvite(_("This person is invited already. You can send the mail again."))
    if store.invitations.pending().count() >= MOST_PENDING:
        raise CannotInvite(_("Too many invitations are open. Revoke those you no longer need."))
    token = new_token()
    invitation = store.invitations.create(
        email=email,
        role=role,
        custom_role=custom_role,
        token_hash=digest(token),
        invited_by_id=granter.user_id,
        sent_at=now,
        expires_at=now + OPEN_FOR,
    )
    publish(_about(MemberInvited, invitation, role=str(invitation.role_name)), by=by)
    return invitation, token


@transaction.atomic
def resend(
    *, invitation: Invitation, granter: Membership, by: Actor, now: datetime
) -> tuple[Invitation, str]:
    """A new link with seven new days; the former link is dead."""
    check_same_store(invitation, granter)
    invitation = _pending(invitation, CannotInvite)
    check_may_grant(granter, invitation.permissions)
    token = new_token()
    invitation.token_hash, invitation.is_mailed = digest(token), False
    invitation.sent_at, invitation.expires_at = now, now + OPEN_FOR
    invitation.save()
    publish(_about(InvitationResent, invitation), by=by)
    return invitation, token


@transaction.atomic
def revoke(*, invitation: Invitation, by: Actor, now: datetime) -> None:
    invitation = _pending(invitation, CannotInvite)
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    publish(_about(InvitationRevoked, invitation), by=by)


def note_mailed(*, invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(is_mailed=True)


@transaction.atomic
def join_as_new_person(
    *, invitation: Invitation, name: str, password: str, by: Actor, now: datetime
) -> Membership:
    """The invited person has no account yet. Their address needs no check: the link was mailed to it."""
    invitation = _open(invitation, now)
    try:
        with transaction.atomic():
            user = add_person(email=invitation.email, name=name, password=password)
    except IntegrityError:
        raise CannotAcceptInvitation(_("There is an account with this address. Sign in to join.")) from None
    return _join(
        invitation,
        user,
        by=user.actor.seen_at(ip=by.ip, user_agent=by.user_agent, request_id=by.request_id),
        now=now,
    )


@transaction.atomic
def join(*, invitation: Invitation, user: User, by: Actor, now: datetime) -> Membership:
    invitation = _open(invitation, now)
    if user.email != invitation.email:
        raise CannotAcceptInvitation(_("This invitation is for another address."))
    return _join(invitation, user, by=by, now=now)


def open_invitation(token: str, now: datetime) -> Invitation | None:
    found = Invitation.objects.select_related("store", "custom_role", "invited_by").filter(
        token_hash=digest(token), store__closed_at=None
    )
    invitation = found.first()
    return invitation if invitation and invitation.is_open(now) else None


def has_account(invitation: Invitation) -> bool:
    """Whether the invited address signs in already. Only who holds the link is told."""
    return User.objects.filter(email=invitation.email).exists()


def new_token() -> str:
    return secrets.token_urlsafe(32)


def _join(invitation: Invitation, user: User, *, by: Actor, now: datetime) -> Membership:
    member, is_new = Membership.objects.get_or_create(
        store_id=invitation.store_id,
        user=user,
        defaults={"role": invitation.role, "custom_role": invitation.custom_role},
    )
    if not is_new:
        raise CannotAcceptInvitation(_("You are in this team already."))
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    publish(
        MemberJoined(
            store_id=member.store_id,
            membership_id=member.pk,
            subject_label=str(user),
            role=str(member.role_name),
        ),
        by=by,
    )
    return member


def _pending(invitation: Invitation, refusal: type[DomainError]) -> Invitation:
    Store.objects.select_for_update().get(pk=invitation.store_id)
    found = Invitation.objects.select_related("store", "custom_role").filter(pk=invitation.pk).first()
    if found is None or found.accepted_at or found.revoked_at:
        raise refusal(_("This invitation is no longer open."))
    return found


def _open(invitation: Invitation, now: datetime) -> Invitation:
    found = _pending(invitation, CannotAcceptInvitation)
    if not found.is_open(now):
        raise CannotAcceptInvitation(_("This invitation is too old. Ask for a new one."))
    return found


def _about(event_class, invitation: Invitation, **facts):
    return event_class(
        store_id=invitation.store_id,
        invitation_id=invitation.pk,
        subject_label=invitation.email,
        **facts,
    )
