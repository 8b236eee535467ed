"""What a group of settings is: a frozen dataclass whose fields say their label, range and choices."""

from dataclasses import MISSING, dataclass, field, fields
from datetime import time
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.utils.translation import gettext as _

from core.exceptions import DomainError


class InvalidSettings(DomainError):
    """Values that cannot be kept, with a text per field."""

    code = "invalid_settings"

    def __init__(self, errors: dict[str, str]):
        super().__init__(" ".join(str(error) for error in errors.values()))
        self.errors = errors


@dataclass(frozen=True)
class Hours:
    """From when until when, on one day."""

    opens: time
    closes: time


def setting(
    default: Any,
    *,
    label: Any,
    help: Any = "",
    unit: Any = "",
    minimum=None,
    maximum=None,
    choices=None,
    length=0,
    kind="",
):
    """A field of a group. `kind` tells what its type does not: hours, colour, file, half (of a line)."""
    about = {
        "label": label,
        "help": help,
        "unit": unit,
        "minimum": minimum,
        "maximum": maximum,
        "choices": choices,
        "length": length,
        "kind": kind,
    }
    return field(default=default, metadata=about)


@dataclass(frozen=True, kw_only=True)
class Group:
    """Base of the groups. `key` names the stored row; renaming one loses what stores chose."""

    key: ClassVar[str]

    @classmethod
    def from_stored(cls, values: dict[str, Any]) -> Self:
        known = {f.name: _decode(f.default, values[f.name]) for f in fields(cls) if f.name in values}
        return cls(**known)

    def to_stored(self) -> dict[str, Any]:
        return {f.name: _encode(getattr(self, f.name)) for f in fields(self)}

    def check(self) -> None:
        errors = {f.name: error for f in fields(self) if (error := _fault(f, getattr(self, f.name)))}
        errors = errors or self.conflicts()
        if errors:
            raise InvalidSettings(errors)

    def conflicts(self) -> dict[str, str]:
        """Faults between fields, each by the field that should change."""
        return {}


def _fault(about, value) -> str | None:
    limits = about.metadata
    allowed = limits["choices"]
    allowed = {key for key, _label in allowed()} if callable(allowed) else {key for key, _ in allowed or ()}
    chosen = value if isinstance(value, tuple) else (value,)
    if allowed and not allowed.issuperset(chosen):
        return _("Choose one of the values offered.")
    if limits["minimum"] is not None and value < limits["minimum"]:
        return _("Enter %(number)s or more.") % {"number": limits["minimum"]}
    if limits["maximum"] is not None and value > limits["maximum"]:
        return _("Enter %(number)s or less.") % {"number": limits["maximum"]}
    if limits["length"] and isinstance(value, str) and len(value) > limits["length"]:
        return _("Use at most %(number)s characters.") % {"number": limits["length"]}
    return None


def _encode(value: Any) -> Any:
    if isinstance(value, Hours):
        return [_encode(value.opens), _encode(value.closes)]
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _decode(default: Any, value: Any) -> Any:
    """Read a stored value as the type of the field's default; days without hours are null."""
    if value is None or default is MISSING:
        return value
    if isinstance(default, time):
        return time.fromisoformat(value)
    if isinstance(default, Decimal):
        return Decimal(value)
    if isinstance(default, tuple):
        return tuple(value)
    if isinstance(value, list):
        return Hours(*(time.fromisoformat(part) for part in value))
    return value
