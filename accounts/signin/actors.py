from django.http import HttpRequest

from accounts.middleware import seen
from accounts.models import User
from core.actors import Actor, ActorKind


def person_at(request: HttpRequest, user: User) -> Actor:
    """Somebody who has shown who they are, in no store in particular."""
    return seen(request, user.actor)


def stranger_at(request: HttpRequest) -> Actor:
    """Somebody at the door."""
    return seen(request, Actor(kind=ActorKind.SYSTEM, label="Sign-in page"))
