"""The body of a delivery, read so that one item beyond the limits is a fault of that item alone."""

import json
import math
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ParseError, ValidationError
from rest_framework.parsers import JSONParser

from core.api.parsers import check_values, too_deep
from core.api.problems import Refusal
from core.intake import MOST_ITEMS

LARGEST_ITEM = 256 * 1024
DIGITS = 25  # more are too many for any column


class Delivery(list):
    """The items of a list, and what is wrong with those that nobody could keep."""

    def __init__(self, items: list[Any]):
        super().__init__(items)
        self.faults: dict[int, ValidationError] = {}
        for index, item in enumerate(items):
            if fault := item_fault(item):
                self.faults[index] = fault
                self[index] = None  # may be deeper than Python can walk


class DeliveryParser(JSONParser):
    def parse(self, stream, media_type=None, parser_context=None):
        try:
            data = _read(stream.read().decode())
        except RecursionError:
            raise too_deep() from None
        except ValueError as exc:
            raise ParseError(f"The body is not valid JSON: {exc}") from None
        if isinstance(data, list):
            if len(data) > MOST_ITEMS:
                raise _invalid("too_many_items", _("Send at most 1,000 items at once."))
            return Delivery(data)
        check_values(data)
        if size_of(data) > LARGEST_ITEM:
            raise _too_large()
        return data


def item_fault(item: Any) -> ValidationError | None:
    try:
        check_values(item)
    except ValidationError as exc:
        return exc
    except Refusal as exc:
        return _invalid("too_deep", str(exc.detail))
    return _too_large() if size_of(item) > LARGEST_ITEM else None


def size_of(item: Any) -> int:
    """About what it takes as JSON."""
    size, rest = 0, [item]
    while rest:
        value = rest.pop()
        if isinstance(value, str):
            size += len(value) + 3
        elif isinstance(value, dict):
            size += sum(map(len, value)) + 4 * len(value) + 2
            rest += value.values()
        elif isinstance(value, list):
            size += 2
            rest += value
        else:
            size += 6
    return size


def _read(text: str) -> Any:
    """A number beyond all limits is read as infinity, which the item's own check then refuses."""
    try:
        return json.loads(text, parse_constant=float)
    except json.JSONDecodeError:
        raise
    except ValueError:
        return json.loads(text, parse_constant=float, parse_int=_whole_number)


def _whole_number(digits: str) -> float | int:
    return int(digits) if len(digits) <= DIGITS else math.inf


def _too_large() -> ValidationError:
    return _invalid("too_large", _("This item is larger than 256 kB."))


def _invalid(code: str, message: str) -> ValidationError:
    return ValidationError({"non_field_errors": [ErrorDetail(message, code)]})
