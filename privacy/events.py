"""What happens to requests about personal data, in the past tense."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class RequestEvent(Event):
    subject: ClassVar[str] = "request_id"
    subject_kind: ClassVar[str] = "privacy.request"
    request_id: int
    customer_id: int | None = None
    kind: str


class RequestReceived(RequestEvent):
    name = "privacy.request_received"


class IdentityChecked(RequestEvent):
    name = "privacy.identity_checked"


class DueDateMoved(RequestEvent):
    name = "privacy.due_date_moved"


class RequestRefused(RequestEvent):
    name = "privacy.request_refused"


class DataGathered(RequestEvent):
    name = "privacy.data_gathered"


class DataFetched(RequestEvent):
    """Somebody of the store downloaded the bundle."""

    name = "privacy.data_fetched"


class ErasureAnswered(RequestEvent):
    """An erasure that was asked for was done."""

    name = "privacy.erasure_answered"


@dataclass(frozen=True, kw_only=True)
class CustomerErased(Event):
    name = "privacy.customer_erased"
    subject = "customer_id"
    subject_kind = "customers.customer"
    customer_id: int
    request_id: int | None = None
    rows: int


@dataclass(frozen=True, kw_only=True)
class ErasureLifted(Event):
    """The person came back of their own will."""

    name = "privacy.erasure_lifted"
    subject = "request_id"
    subject_kind = "privacy.request"
    request_id: int
    customer_id: int | None = None
