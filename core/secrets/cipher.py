"""Secrets at rest: AES-256-GCM under a ring of keys, each bound to the row that holds it.

Settings name the ring, newest first. The newest encrypts; every key on the ring decrypts; and
`manage.py rotate_secrets` brings all rows to the newest, so the old one can be dropped.
"""

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

VERSION = "v1"
NONCE_BYTES = 12


class CannotDecrypt(Exception):
    """The text was made with a key no longer on the ring, for another row, or was changed."""


def encrypt(text: str, bound_to: str) -> str:
    """Seal a text. It opens only with the same `bound_to`, which says where it lives."""
    key_id, key = _ring()[0]
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), bound_to.encode())
    return f"{VERSION}.{key_id}.{urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(sealed: str, bound_to: str) -> str:
    try:
        version, key_id, body = sealed.split(".")
        raw = urlsafe_b64decode(body)
        key = dict(_ring())[key_id]
        if version != VERSION:
            raise CannotDecrypt
        return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], bound_to.encode()).decode()
    except (ValueError, KeyError, InvalidTag):
        raise CannotDecrypt from None


def current_prefix() -> str:
    """How every text sealed with the newest key begins."""
    return f"{VERSION}.{_ring()[0][0]}."


def _ring() -> list[tuple[str, bytes]]:
    if not settings.ENCRYPTION_KEYS:
        raise ImproperlyConfigured("ENCRYPTION_KEYS is empty")
    keys = [bytes.fromhex(key) for key in settings.ENCRYPTION_KEYS]
    if any(len(key) != 32 for key in keys):
        raise ImproperlyConfigured("Each of ENCRYPTION_KEYS must be 32 bytes in hex")
    return [(hashlib.sha256(key).hexdigest()[:8], key) for key in keys]
