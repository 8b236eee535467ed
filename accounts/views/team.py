"""The people of a store and those invited."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.team import InviteForm, MemberRoleForm
from accounts.http import StoreRequest
from accounts.mail import send_invitation
from accounts.models import Membership
from accounts.permissions import requires
from accounts.services import invitations
from accounts.services import team as services
from accounts.signin.recent import recently_signed_in
from core.exceptions import DomainError


@require_safe
@requires("team.view")
def team(request: StoreRequest) -> HttpResponse:
    members = list(request.store.memberships.for_table())
    context = {
        "members": members,
        "active_count": sum(member.is_active() for member in members),
        "invitations": list(request.store.invitations.for_table()),
        "now": timezone.now(),
    }
    return render(request, "accounts/team/team.html", context)


@require_http_methods(["GET", "POST"])
@requires("team.invite")
def invite(request: StoreRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, granter=request.membership)
    if form.is_valid():
        role, custom_role = form.cleaned_data["role"]
        try:
            invitation, token = invitations.invite(
                email=form.cleaned_data["email"],
                role=role,
                custom_role=custom_role,
                granter=request.membership,
                by=request.actor,
                now=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("email", str(refusal))
        else:
            return mailed(request, invitation, token)
    return render(request, "accounts/team/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@requires("team.invite")
def resend_invitation(request: StoreRequest, invitation_id) -> HttpResponse:
    invitation = get_object_or_404(request.store.invitations.pending(), public_id=invitation_id)
    try:
        invitation, token = invitations.resend(
            invitation=invitation, granter=request.membership, by=request.actor, now=timezone.now()
        )
    except DomainError as refusal:
        return refused(request, refusal)
    return mailed(request, invitation, token)


def mailed(request, invitation, token) -> HttpResponse:
    """The mail goes out after the place is kept; when it cannot, the list says so and offers to try again."""
    if send_invitation(invitation, token):
        invitations.note_mailed(invitation=invitation)
        messages.success(request, _("Invitation sent to %(email)s.") % {"email": invitation.email})
    else:
        messages.error(request, _("The mail could not be sent. Try again in a few minutes."))
    return redirect("team:team")


@require_POST
@requires("team.invite")
def revoke_invitation(request: StoreRequest, invitation_id) -> HttpResponse:
    invitation = get_object_or_404(request.store.invitations.pending(), public_id=invitation_id)
    try:
        invitations.revoke(invitation=invitation, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        return refused(request, refusal)
    messages.success(request, _("Invitation revoked. Its link no longer works."))
    return redirect("team:team")


@require_safe
@requires("team.view")
def member(request: StoreRequest, member_id) -> HttpResponse:
    found = member_of(request, member_id)
    return show_member(request, found, MemberRoleForm(granter=request.membership, member=found))


@require_POST
@requires("team.edit_roles")
@recently_signed_in
def change_role(request: StoreRequest, member_id) -> HttpResponse:
    found = member_of(request, member_id)
    form = MemberRoleForm(request.POST, granter=request.membership, member=found)
    if form.is_valid():
        role, custom_role = form.cleaned_data["role"]
        try:
            services.change_role(
                membership=found,
                role=role,
                custom_role=custom_role,
                granter=request.membership,
                by=request.actor,
            )
        except DomainError as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, _("Role changed."))
            return redirect("team:member", found.public_id)
    return show_member(request, found, form)


@require_POST
@requires("team.invite")
@recently_signed_in
def deactivate(request: StoreRequest, member_id) -> HttpResponse:
    verb = partial(services.deactivate, now=timezone.now())
    return _steer(request, member_id, verb, _("%(name)s is signed out and shut out."))


@require_POST
@requires("team.invite")
@recently_signed_in
def reactivate(request: StoreRequest, member_id) -> HttpResponse:
    return _steer(request, member_id, services.reactivate, _("%(name)s may come in again."))


@require_POST
@requires("team.invite")
@recently_signed_in
def remove(request: StoreRequest, member_id) -> HttpResponse:
    return _steer(request, member_id, services.remove, _("%(name)s was removed from the team."), is_gone=True)


def _steer(request: StoreRequest, member_id, verb, said: str, *, is_gone: bool = False) -> HttpResponse:
    found = member_of(request, member_id)
    try:
        verb(membership=found, granter=request.membership, by=request.actor)
    except DomainError as refusal:
        return refused(request, refusal)
    messages.success(request, said % {"name": found.user})
    return redirect("team:team") if is_gone else redirect("team:member", found.public_id)


def member_of(request: StoreRequest, member_id) -> Membership:
    return get_object_or_404(request.store.memberships.for_table(), public_id=member_id)


def show_member(request: StoreRequest, found: Membership, form: MemberRoleForm) -> HttpResponse:
    me = request.membership
    context = {
        "member": found,
        "form": form,
        "is_me": found.user_id == me.user_id,
        "outranked": not found.permissions <= me.permissions,
        "keys_made": request.store.apikeys.filter(created_by_id=found.user_id, revoked_at=None).count(),
        "may_edit": me.can("team.edit_roles"),
        "may_remove": me.can("team.invite"),
    }
    return render(request, "accounts/team/member.html", context, status=422 if form.errors else 200)


def refused(request, refusal: DomainError) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("team:team")
