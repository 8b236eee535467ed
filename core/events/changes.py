"""What a verb changed, old and new, for the activity log. Secrets never enter it."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

HIDDEN = "•••"
_SECRET = re.compile(
    r"(^|_)(password|passphrase|secret|secrets|token|api_key|private_key|credential|credentials|otp|totp"
    r"|hash|digest|recovery_codes?|session_key|signing_key|key_ring|ciphertext|cvv|iban)(_|$)",
    re.IGNORECASE,
)
_ABOUT = ("_id", "_at", "_on", "_count", "_hint", "_prefix")


def changes(instance: models.Model, **new: Any) -> dict[str, list]:
    """Give the instance its new values and return {"field": [old, new]} of those that differ.

    The instance is not saved. A secret field appears as changed, without either value.
    """
    found = {}
    for name, value in new.items():
        field = instance._meta.get_field(name)
        old, given = getattr(instance, field.attname), value
        if isinstance(field, models.ForeignKey):
            given = value.pk if isinstance(value, models.Model) else value
        if old == given:
            continue
        before = _shown(instance, field)
        setattr(instance, name if isinstance(value, models.Model) else field.attname, value)
        found[name] = [HIDDEN, HIDDEN] if _hides(field) else [before, _shown(instance, field)]
    return found


@lru_cache(maxsize=4096)
def is_secret(name: str) -> bool:
    """By its name; `api_key_id` or `password_changed_at` tell about a secret and are none."""
    return bool(_SECRET.search(name)) and not name.endswith(_ABOUT)


def hide_secrets(value: Any) -> Any:
    """The same value with everything under a secret's name blanked, however deep."""
    if isinstance(value, dict):
        return {
            key: HIDDEN if isinstance(key, str) and is_secret(key) else hide_secrets(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [hide_secrets(inner) for inner in value]
    return value


def _hides(field: models.Field) -> bool:
    return is_secret(field.name) or getattr(field, "is_secret", False)


def _shown(instance: models.Model, field: models.Field) -> Any:
    if isinstance(field, models.ForeignKey):
        related = getattr(instance, field.name)
        return None if related is None else str(related)
    value = getattr(instance, field.attname)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or None
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, datetime | date | Decimal | UUID | dict | list | str | int | float | None):
        return value
    return str(value)
