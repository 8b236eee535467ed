"""Who a browser says its visitor is: proven by the shop's server, or merely claimed.

Anybody can make a browser say anything, so a name without a proof links nobody to anybody. The proof is
a signature with the key's identity secret, which only the shop's server has:

    hex(HMAC-SHA256(secret, "<unix seconds>\\n<external id>\\n<e-mail>"))

It holds for a day, for this key alone. What is not known stays empty, its line break stays; values are
signed as they are sent. No value holds a line break, so a message reads in one way only.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from commerce.models import StorefrontKey

GOOD_FOR = timedelta(hours=24)
CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Identity:
    external_id: str = ""
    email: str = ""
    at: int = 0
    signature: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.external_id or self.email)

    @property
    def message(self) -> str:
        return f"{self.at}\n{self.external_id}\n{self.email}"


def sign(identity: Identity, secret: str) -> str:
    return hmac.new(secret.encode(), identity.message.encode(), hashlib.sha256).hexdigest()


def is_proven(*, identity: Identity, key: StorefrontKey, now: datetime) -> bool:
    """Whether the shop's server said so, lately."""
    if not (key.identity_secret and identity.signature and identity.says_something):
        return False
    age = now.timestamp() - identity.at
    if not -CLOCKS_DIFFER.total_seconds() <= age <= GOOD_FOR.total_seconds():
        return False
    expected = sign(identity, key.identity_secret.reveal())  # type: ignore[attr-defined]
    return hmac.compare_digest(expected.encode(), identity.signature.lower().encode())
