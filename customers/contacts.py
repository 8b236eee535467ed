"""How a store writes an address and a number, so that one person is found under one spelling."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

NOT_DIALLED = re.compile(r"[\s().\-/\u2010-\u2015]+")
E164 = re.compile(r"\+[1-9]\d{6,14}")


def normal_email(text: str | None) -> str | None:
    """Lower case, without spaces around; nothing is None."""
    email = (text or "").strip().lower()
    if not email:
        return None
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(
            _("Enter a complete address, for example ana@example.com."), "invalid"
        ) from None
    return email


def normal_phone(text: str | None) -> str:
    """E.164. A number without its country code is refused: guessing would ring a stranger."""
    dialled = NOT_DIALLED.sub("", text or "")
    if dialled.startswith("00"):
        dialled = f"+{dialled[2:]}"
    if dialled and not E164.fullmatch(dialled):
        raise ValidationError(
            _("Start with + and the country code, for example +44 20 7946 0958."), code="invalid"
        )
    return dialled


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody as another system tells of them: what is empty is not known there. Values are normal ones."""

    external_id: str = ""
    email: str | None = None
    phone: str = ""
    first_name: str = ""
    last_name: str = ""
    language: str = ""
    company: str = ""
    birthday: str = ""  # as 1990-05-31
    gender: str = ""
    time_zone: str = ""
    custom: Mapping[str, Any] = field(default_factory=dict)  # by key of the store's own fields, typed
    at: datetime | None = None  # how new this is; now, unless told

    @property
    def is_nobody(self) -> bool:
        return not (self.external_id or self.email or self.phone)
