"""Refuse to start with settings that protect nobody. Every fault is named at once, with what to do."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 50
EXAMPLES = re.compile(r"change|example|insecure|secret|default|placeholder|password", re.IGNORECASE)
HEX_KEY = re.compile(r"[0-9a-fA-F]{64}")
COMMON_PASSWORDS = {"", "postgres", "regulars", "redis", "root", "admin", "test", "1234", "12345678"}
MAKE_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
MAKE_ENCRYPTION_KEY = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


def refuse_unsafe(
    *,
    debug: bool,
    secret_keys: list[str],
    encryption_keys: list[str],
    public_base_url: str,
    allowed_hosts: list[str],
    database_url: str,
    redis_url: str,
) -> None:
    public = not is_local(public_base_url)
    faults = [
        *faults_of_keys(secret_keys),
        *faults_of_encryption_keys(encryption_keys),
        *faults_of_address(public_base_url, debug),
        *faults_of_server("DATABASE_URL", database_url, public),
        *faults_of_server("REDIS_URL", redis_url, public=False),
    ]
    if public and "*" in allowed_hosts:
        faults.append("ALLOWED_HOSTS lets every host name in. List yours.")
    if faults:
        lines = "\n".join(f"  - {fault}" for fault in faults)
        raise ImproperlyConfigured(
            f"Regulars does not start with these settings (see .env.example):\n{lines}"
        )


def faults_of_keys(keys: list[str]) -> Iterator[str]:
    """The first is SECRET_KEY, the rest its fallbacks."""
    for name, key in zip(["SECRET_KEY", *["SECRET_KEY_FALLBACKS"] * len(keys)], keys, strict=False):
        if not key:
            yield f"{name} is missing. Make one: {MAKE_KEY}"
        elif len(key) < SHORTEST_KEY:
            yield f"{name} has {len(key)} characters; {SHORTEST_KEY} are needed. Make one: {MAKE_KEY}"
        elif EXAMPLES.search(key) or len(set(key)) < 12:
            yield f"{name} is an example, not a secret. Make one: {MAKE_KEY}"


def faults_of_encryption_keys(keys: list[str]) -> Iterator[str]:
    if not keys:
        yield f"ENCRYPTION_KEYS is missing. Make one: {MAKE_ENCRYPTION_KEY}"
    for key in keys:
        if not HEX_KEY.fullmatch(key):
            yield f"ENCRYPTION_KEYS must be 32 bytes in hex each. Make one: {MAKE_ENCRYPTION_KEY}"
        elif len(set(bytes.fromhex(key))) < 17:  # 32 random bytes have about 30 different ones
            yield f"ENCRYPTION_KEYS holds an example, not a secret. Make one: {MAKE_ENCRYPTION_KEY}"


def faults_of_address(url: str, debug: bool) -> Iterator[str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield "PUBLIC_BASE_URL must be the address people open, for example https://crm.example.com"
    elif not is_local(url):
        if parts.scheme != "https":
            yield "PUBLIC_BASE_URL must begin with https://, or passwords travel in the clear."
        if debug:
            yield "DEBUG shows settings and data to visitors. Leave it off at a public address."


def faults_of_server(name: str, url: str, public: bool) -> Iterator[str]:
    if not url:
        yield f"{name} is missing. Name your server, or let `make run` bring its own."
        return
    parts = urlsplit(url)
    reached_by_network = bool(parts.hostname) and "%2f" not in parts.netloc.lower()
    if public and reached_by_network and (parts.password or "").lower() in COMMON_PASSWORDS:
        yield f"{name} has no password, or one everybody knows."


def is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.") or host.endswith((".localhost", ".test"))
