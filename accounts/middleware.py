from django.http import HttpRequest
from django.utils import timezone, translation
from structlog.contextvars import get_contextvars

from accounts.models import Membership
from core import time_of_day
from core.actors import SYSTEM, Actor
from core.models import Store
from core.store_settings import Security

SESSION_KEY = "store_id"


class StoreMiddleware:
    """Find the store the signed-in person works in, and who acts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.principal = request.membership = request.store = request.shut_out_of = None
        request.actor = seen(request, SYSTEM)
        if request.user.is_authenticated:
            request.actor = seen(request, request.user.actor)
            translation.activate(request.user.language)
            set_member(request, chosen_membership(request))
        with time_of_day.read_by(getattr(request.user, "clock", "")):
            response = self.get_response(request)
        timezone.deactivate()
        return response


def chosen_membership(request: HttpRequest) -> Membership | None:
    """The store picked in the switcher, else the one of last time, else the oldest."""
    memberships = list(
        request.user.memberships.active().select_related("store", "custom_role").order_by("pk")
    )
    for wanted in (request.session.get(SESSION_KEY), request.user.last_store_id):
        for membership in memberships:
            if membership.store_id == wanted:
                return membership
    return next(iter(memberships), None)


def set_member(request: HttpRequest, membership: Membership | None) -> None:
    if membership is None:
        return
    membership.user = request.user
    if not membership.store.settings_of(Security).allows_ip(request.META.get("REMOTE_ADDR")):
        request.shut_out_of = membership.store
        return
    request.membership = membership
    set_principal(request, membership)


def set_principal(request: HttpRequest, principal) -> None:
    """Let the rest of the request be in the principal's store and time, and act in its name."""
    store: Store = principal.store
    request.principal, request.store = principal, store
    request.actor = seen(request, principal.actor)
    timezone.activate(store.zone)


def seen(request: HttpRequest, actor: Actor) -> Actor:
    return actor.seen_at(
        ip=request.META.get("REMOTE_ADDR") or None,
        user_agent=request.headers.get("User-Agent", ""),
        request_id=get_contextvars().get("request_id", ""),
    )
