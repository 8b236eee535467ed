"""What a store's activity log says of its people's sign-ins. One record in each of the person's stores."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class StoreOpened(Event):
    name = "accounts.store_opened"
    subject = "opened_store_id"
    subject_kind = "core.store"
    opened_store_id: int


@dataclass(frozen=True, kw_only=True)
class AboutPerson(Event):
    subject: ClassVar[str] = "user_id"
    user_id: int


@dataclass(frozen=True, kw_only=True)
class SignedIn(AboutPerson):
    name = "accounts.signed_in"
    method: str  # "password", "passkey", "password and code" …


@dataclass(frozen=True, kw_only=True)
class SignedOut(AboutPerson):
    name = "accounts.signed_out"


@dataclass(frozen=True, kw_only=True)
class SignInFailed(AboutPerson):
    name = "accounts.sign_in_failed"
    step: str  # "password" or "second step"


@dataclass(frozen=True, kw_only=True)
class SignInBlocked(AboutPerson):
    """Too many wrong attempts: further ones are not even tried for a few minutes."""

    name = "accounts.sign_in_blocked"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(AboutPerson):
    name = "accounts.password_changed"
    by_reset: bool


@dataclass(frozen=True, kw_only=True)
class EmailChanged(AboutPerson):
    name = "accounts.email_changed"


@dataclass(frozen=True, kw_only=True)
class SecondStepAdded(AboutPerson):
    name = "accounts.second_step_added"
    kind: str  # "totp", "webauthn", "recovery_codes"


@dataclass(frozen=True, kw_only=True)
class SecondStepRemoved(AboutPerson):
    name = "accounts.second_step_removed"
    kind: str


@dataclass(frozen=True, kw_only=True)
class RecoveryCodesRenewed(AboutPerson):
    name = "accounts.recovery_codes_renewed"


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(AboutPerson):
    name = "accounts.sessions_ended"
    ended_count: int


@dataclass(frozen=True, kw_only=True)
class PersonBlocked(AboutPerson):
    """A superuser stopped the person from signing in anywhere."""

    name = "accounts.person_blocked"


@dataclass(frozen=True, kw_only=True)
class PersonUnblocked(AboutPerson):
    name = "accounts.person_unblocked"


@dataclass(frozen=True, kw_only=True)
class SecondStepReset(AboutPerson):
    """A superuser took away all second steps of somebody who lost them."""

    name = "accounts.second_step_reset"
