from django.http import HttpRequest
from structlog.contextvars import get_contextvars

from accounts.models import Membership
from core.actors import SYSTEM

SESSION_KEY = "store_id"


class StoreMiddleware:
    """Find the store the signed-in person works in, and who acts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.membership = request.store = None
        request.actor = SYSTEM
        if request.user.is_authenticated:
            set_member(request, chosen_membership(request))
        return self.get_response(request)


def chosen_membership(request: HttpRequest) -> Membership | None:
    """The store picked in the switcher, else the oldest."""
    memberships = list(request.user.memberships.select_related("store", "user").order_by("pk"))
    chosen = [m for m in memberships if m.store_id == request.session.get(SESSION_KEY)]
    return next(iter(chosen or memberships), None)


def set_member(request: HttpRequest, membership: Membership | None) -> None:
    if membership is None:
        return
    request.membership, request.store = membership, membership.store
    request.actor = membership.actor.seen_at(
        ip=request.META.get("REMOTE_ADDR"),
        user_agent=request.headers.get("User-Agent", ""),
        request_id=get_contextvars().get("request_id", ""),
    )
