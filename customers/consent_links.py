"""The address of a person's own page: signed, so that nobody guesses another's. It does not run out."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from django.core.signing import BadSignature, Signer

from customers.models import Customer

_signer = Signer(salt="customers.consents", sep=".")


def token_of(customer: Customer) -> str:
    return _signer.sign(urlsafe_b64encode(customer.public_id.bytes).rstrip(b"=").decode())


def customer_of(token: str) -> Customer | None:
    """None for a link that is not ours, and for somebody who is gone."""
    try:
        key = UUID(bytes=urlsafe_b64decode(f"{_signer.unsign(token)}=="))
    except (BadSignature, Error, ValueError):
        return None
    known = Customer.objects.select_related("store").filter(public_id=key, store__closed_at=None).first()
    return None if known is None or known.is_erased else known


def masked(address: str) -> str:
    """Enough for the person to know it: a•••@example.com."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}•••{at}{domain}" if at else f"•••{address[-3:]}"
