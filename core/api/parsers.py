"""The body, read within limits: nothing a caller sends may become a 500 further down."""

import json
import math
from typing import Any

from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError
from rest_framework.parsers import JSONParser

from core.api.problems import Refusal

MAX_DEPTH = 20
MAX_ITEMS = 1_000
BIGGEST = 2**63 - 1


class CappedJSONParser(JSONParser):
    """JSON as UTF-8, whatever charset the header claims; shallow, finite and storable."""

    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = json.loads(stream.read().decode(), parse_constant=_refuse_constant)
        except RecursionError:
            raise too_deep() from None
        except ValueError as exc:
            raise ParseError(f"The body is not valid JSON: {exc}") from None
        check_values(data)
        return data


def check_values(data: Any) -> None:
    """Walk without recursion: the depth is the caller's."""
    rest = [((), data)]
    while rest:
        path, value = rest.pop()
        if len(path) > MAX_DEPTH:
            raise too_deep()
        if isinstance(value, dict):
            for name in value:
                _check_leaf(path, name)
            rest += [((*path, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            if len(value) > MAX_ITEMS:
                raise _invalid(path, "too_many_items", f"No list may have more than {MAX_ITEMS} items.")
            rest += [((*path, str(index)), inner) for index, inner in enumerate(value)]
        else:
            _check_leaf(path, value)


def text_fault(text: str) -> tuple[str, str] | None:
    """Why PostgreSQL could not keep this text, if so."""
    if "\x00" in text:
        return "null_character", "Null characters are not allowed."
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        return "surrogate_character", "Half of a surrogate pair is not a character."
    return None


def _check_leaf(path: tuple[str, ...], value: Any) -> None:
    if isinstance(value, str) and (fault := text_fault(value)):
        raise _invalid(path, *fault)
    if isinstance(value, float) and not math.isfinite(value):
        raise _invalid(path, "out_of_range", "This number is too large.")
    if isinstance(value, int) and abs(value) > BIGGEST:
        raise _invalid(path, "out_of_range", "This number is too large.")


def _invalid(path: tuple[str, ...], code: str, message: str) -> ValidationError:
    where = ".".join(path).encode(errors="replace").decode().replace("\x00", "?")
    return ValidationError({where or "non_field_errors": [ErrorDetail(message, code)]})


def too_deep() -> Refusal:
    return Refusal(400, "too_deep", f"The body nests deeper than {MAX_DEPTH} levels.")


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
