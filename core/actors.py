"""Who does something: every verb takes one as `by`, every event keeps it."""

from dataclasses import dataclass, replace
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActorKind(TextChoices):
    STAFF = "staff", _("Staff")
    API_KEY = "api_key", _("API key")
    CUSTOMER = "customer", _("Customer")
    VISITOR = "visitor", _("Visitor")  # of the storefront; kept out of the activity list
    SYSTEM = "system", _("Regulars")


@dataclass(frozen=True, kw_only=True)
class Actor:
    kind: ActorKind
    id: int | None = None
    label: str = ""
    ip: str | None = None
    user_agent: str = ""
    request_id: str = ""

    def seen_at(self, *, ip: str | None, user_agent: str, request_id: str) -> Self:
        """The same actor, with where the request came from."""
        return replace(self, ip=ip, user_agent=user_agent[:300], request_id=request_id)


SYSTEM = Actor(kind=ActorKind.SYSTEM, label="Regulars")
