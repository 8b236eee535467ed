"""Moving between stores, opening, giving away, leaving and closing one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.team import CloseStoreForm, NewStoreForm, OwnershipForm
from accounts.http import StoreRequest
from accounts.mail import send_ownership_offer
from accounts.middleware import SESSION_KEY
from accounts.permissions import requires, signed_in
from accounts.services import open_store, ownership
from accounts.services import settings as settings_services
from accounts.services import team as team_services
from accounts.signin.recent import recently_signed_in
from core.exceptions import DomainError


@require_http_methods(["GET", "POST"])
@signed_in
def switch_store(request) -> HttpResponse:
    """The menu of the person's stores; posted, the one to work in from now on, also next time."""
    memberships = request.user.memberships.active().select_related("store").order_by("store__name", "pk")
    if request.method == "GET":
        return render(request, "accounts/stores/_menu.html", {"memberships": memberships})
    chosen = [m for m in memberships if str(m.store.public_id) == request.POST.get("store")]
    if not chosen:
        raise Http404
    enter(request, chosen[0].store)
    return redirect("/")


def enter(request, store) -> None:
    request.session[SESSION_KEY] = store.pk
    team_services.remember_store(user=request.user, store=store)


@require_http_methods(["GET", "POST"])
@signed_in
def new_store(request) -> HttpResponse:
    form = NewStoreForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        store = open_store(
            name=form.cleaned_data["name"], owner=request.user, by=request.actor, now=timezone.now()
        )
        enter(request, store)
        messages.success(request, _("%(store)s is open. You are its owner.") % {"store": store})
        return redirect("/")
    return render(request, "accounts/stores/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@requires("home.view")
def ownership_page(request: StoreRequest) -> HttpResponse:
    return show_ownership(request, OwnershipForm(giver=request.membership), CloseStoreForm())


@require_POST
@requires("team.transfer_ownership")
@recently_signed_in
def offer_ownership(request: StoreRequest) -> HttpResponse:
    form = OwnershipForm(request.POST, giver=request.membership)
    if form.is_valid():
        try:
            offer = ownership.offer_ownership(
                giver=request.membership,
                taker=form.cleaned_data["taker"],
                by=request.actor,
                now=timezone.now(),
            )
        except DomainError as refusal:
            form.add_error("taker", str(refusal))
        else:
            send_ownership_offer(offer)
            text = _("Offered to %(name)s. The store stays yours until they accept.")
            messages.success(request, text % {"name": offer.taker.user})
            return redirect("team:ownership")
    return show_ownership(request, form, CloseStoreForm())


@require_POST
@requires("home.view")
@recently_signed_in
def accept_ownership(request: StoreRequest) -> HttpResponse:
    offer = get_object_or_404(request.store.ownershipoffers, taker=request.membership)
    try:
        ownership.accept_ownership(offer=offer, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(store)s is yours now.") % {"store": request.store})
    return redirect("team:ownership")


@require_POST
@requires("home.view")
def withdraw_ownership_offer(request: StoreRequest) -> HttpResponse:
    """The giver takes it back or the taker declines; nobody else may."""
    offers = request.store.ownershipoffers
    offer = offers.filter(giver=request.membership).first() or get_object_or_404(
        offers, taker=request.membership
    )
    ownership.withdraw_offer(offer=offer, by=request.actor)
    messages.success(request, _("The offer is withdrawn."))
    return redirect("team:ownership")


@require_POST
@requires("home.view")
@recently_signed_in
def leave_store(request: StoreRequest) -> HttpResponse:
    try:
        team_services.leave(membership=request.membership, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("team:ownership")
    messages.success(request, _("You left %(store)s.") % {"store": request.store})
    return redirect("/")


@require_POST
@requires("team.delete_store")
@recently_signed_in
def close_store(request: StoreRequest) -> HttpResponse:
    form = CloseStoreForm(request.POST)
    if form.is_valid():
        try:
            settings_services.close_store(
                store=request.store, by=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error("typed_name", str(refusal))
        else:
            messages.success(request, _("%(store)s is closed.") % {"store": request.store})
            return redirect("team:closed-stores")
    return show_ownership(request, OwnershipForm(giver=request.membership), form)


@require_safe
@signed_in
def closed_stores(request) -> HttpResponse:
    return render(request, "accounts/stores/closed.html", {"memberships": closed_by(request)})


@require_POST
@signed_in
@recently_signed_in
def reopen_store(request, store_id) -> HttpResponse:
    membership = get_object_or_404(closed_by(request), store__public_id=store_id)
    settings_services.reopen_store(store=membership.store, by=request.actor)
    enter(request, membership.store)
    messages.success(request, _("%(store)s is open again.") % {"store": membership.store})
    return redirect("/")


def closed_by(request):
    """The person's closed stores that an owner may still open again."""
    owned = request.user.memberships.owners().exclude(store__closed_at=None)
    return owned.select_related("store").order_by("-store__closed_at", "pk")


def show_ownership(request: StoreRequest, transfer: OwnershipForm, close: CloseStoreForm) -> HttpResponse:
    offer = request.store.ownershipoffers.select_related("giver__user", "taker__user").first()
    is_open = offer is not None and offer.is_open(timezone.now())
    context = {
        "transfer": transfer,
        "close": close,
        "offer": offer if is_open else None,
        "is_giver": is_open and offer.giver_id == request.membership.pk,
        "is_taker": is_open and offer.taker_id == request.membership.pk,
        "owners": list(request.store.memberships.owners().select_related("user").order_by("pk")),
        "may_transfer": request.principal.can("team.transfer_ownership"),
        "may_close": request.principal.can("team.delete_store"),
        "has_others": transfer.fields["taker"].queryset.exists(),
    }
    is_wrong = transfer.errors or close.errors
    return render(request, "accounts/stores/ownership.html", context, status=422 if is_wrong else 200)
