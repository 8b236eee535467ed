"""The page an invitation's link opens."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms.team import JoinForm
from accounts.middleware import SESSION_KEY
from accounts.models import Invitation
from accounts.permissions import public
from accounts.services import invitations as services
from accounts.services import team
from core.exceptions import DomainError


@public
@never_cache
@require_http_methods(["GET", "POST"])
def join(request, token: str) -> HttpResponse:
    invitation = services.open_invitation(token, timezone.now())
    if invitation is None:
        return render(request, "accounts/join/gone.html", status=404)
    if request.user.is_authenticated:
        return join_as_me(request, invitation)
    if services.has_account(invitation):
        return render(request, "accounts/join/sign_in.html", {"invitation": invitation})
    return join_as_new_person(request, invitation)


def join_as_me(request, invitation: Invitation) -> HttpResponse:
    is_mine = request.user.email == invitation.email
    context = {"invitation": invitation, "is_mine": is_mine}
    if request.method == "GET":
        return render(request, "accounts/join/confirm.html", context)
    try:
        member = services.join(invitation=invitation, user=request.user, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        context["refusal"] = str(refusal)
        return render(request, "accounts/join/confirm.html", context, status=422)
    return welcome(request, member)


def join_as_new_person(request, invitation: Invitation) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = JoinForm(data, email=invitation.email, store=invitation.store)
    if form.is_valid():
        try:
            member = services.join_as_new_person(
                invitation=invitation, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            record_authentication(request, member.user, method="password", email=member.user.email)
            perform_login(request, member.user, email_verification="none")
            return welcome(request, member)
    context = {"invitation": invitation, "form": form}
    return render(request, "accounts/join/new.html", context, status=422 if form.errors else 200)


def welcome(request, member) -> HttpResponse:
    request.session[SESSION_KEY] = member.store_id
    team.remember_store(user=member.user, store=member.store)
    messages.success(request, _("Welcome to %(store)s.") % {"store": member.store})
    return redirect("/")
