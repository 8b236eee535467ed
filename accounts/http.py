from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import ApiKey, Membership, User
from core.actors import Actor
from core.models import Store


class StoreRequest(HttpRequest):
    """A request whose tenant and member the middleware has found."""

    user: User
    store: Store
    membership: Membership
    principal: Membership | ApiKey
    actor: Actor
    htmx: HtmxDetails
