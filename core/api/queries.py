"""The query string of an endpoint: known names only, each value checked."""

from collections.abc import Collection, Iterable

from django.http import QueryDict
from rest_framework.exceptions import ErrorDetail, ValidationError

from core.api.parsers import text_fault


def refuse_unknown(query: QueryDict, known: Collection[str]) -> None:
    """A mistyped filter would answer with everything; say so instead."""
    hint = f"Known here: {', '.join(sorted(known))}." if known else "This address takes no parameters."
    unknown = {name: _error(f"Unknown parameter. {hint}", "unknown") for name in query if name not in known}
    if unknown:
        raise ValidationError(unknown)
    for name, values in query.lists():
        for value in values:
            if fault := text_fault(value):
                raise invalid(name, fault[1], fault[0])


def whole_number(query: QueryDict, name: str, *, default: int, highest: int) -> int:
    text = query.get(name, "")
    if not text and name not in query:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= highest):
        raise invalid(name, f"Give a whole number from 1 to {highest}.")
    return int(text)


def names(query: QueryDict, name: str, *, known: Iterable[str], code: str = "unknown") -> list[str]:
    """A comma-separated list of known words; none when it is not asked at all."""
    asked = query[name].split(",") if name in query else []
    for word in asked:
        if word not in known:
            raise invalid(name, f"“{word}” is not known here. Choose from: {', '.join(known)}.", code)
    return asked


def invalid(name: str, message: str, code: str = "invalid") -> ValidationError:
    return ValidationError({name: _error(message, code)})


def _error(message: str, code: str) -> list[ErrorDetail]:
    return [ErrorDetail(message, code)]
