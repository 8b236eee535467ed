"""Addresses of one's own sessions and passkeys carry a mark, never the row's key."""

from django.utils.crypto import salted_hmac


def mark_of(kind: str, key: object) -> str:
    return salted_hmac(f"accounts.mark.{kind}", str(key), algorithm="sha256").hexdigest()[:24]
