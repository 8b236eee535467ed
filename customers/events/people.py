"""What happens to a customer as such."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerEvent(Event):
    subject: ClassVar[str] = "customer_id"
    customer_id: int


class CustomerAdded(CustomerEvent):
    name = "customers.customer_added"


class CustomerEdited(CustomerEvent):
    name = "customers.customer_edited"


@dataclass(frozen=True, kw_only=True)
class CustomerSuspended(CustomerEvent):
    name = "customers.customer_suspended"
    reason: str = ""


class CustomerReinstated(CustomerEvent):
    name = "customers.customer_reinstated"


@dataclass(frozen=True, kw_only=True)
class CustomerBanned(CustomerEvent):
    name = "customers.customer_banned"
    reason: str = ""


class CustomerBanLifted(CustomerEvent):
    name = "customers.customer_ban_lifted"


class ProfileViewed(CustomerEvent):
    """Somebody of the store looked at the profile: who saw whose data is part of the log."""

    name = "customers.profile_viewed"
    on_timeline = False


class CustomerDeleted(CustomerEvent):
    name = "customers.customer_deleted"


class CustomerRestored(CustomerEvent):
    name = "customers.customer_restored"


@dataclass(frozen=True, kw_only=True)
class LifecycleChanged(CustomerEvent):
    """From one stage to another; `happened_at` is when it did, not when it was noticed."""

    name = "customers.lifecycle_changed"
    from_stage: str
    to_stage: str
    reason: str
