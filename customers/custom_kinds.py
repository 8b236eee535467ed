"""The kinds of custom fields: what may be said in each, how it is kept, compared and shown."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from customers.models import CustomField, FieldKind

LONGEST = 500
MOST_CHOICES = 100
LARGEST = Decimal(10) ** 12
COLUMNS = {
    FieldKind.TEXT: "text",
    FieldKind.CHOICE: "text",
    FieldKind.CHOICES: "text",
    FieldKind.NUMBER: "number",
    FieldKind.MONEY: "number",
    FieldKind.DATE: "day",
    FieldKind.YES_NO: "flag",
}
YES = {"true", "yes", "y", "1", "on"}
NO = {"false", "no", "n", "0", "off"}

Value = str | Decimal | date | bool | list[str] | None


def read(field: CustomField, told: Any) -> Value:
    """What was told as the field's kind; None for nothing. ValidationError says in words what is wrong."""
    if told is None or told == "" or told == []:
        return None
    return _READERS[FieldKind(field.kind)](field, told)


def as_text(value: Value) -> str:
    """One text for equal values: versions of news are compared by it, and a file holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def as_json(field: CustomField, value: Value) -> Any:
    """As the API answers: amounts of money are text, as everywhere."""
    if isinstance(value, Decimal):
        return f"{value:.2f}" if field.kind == FieldKind.MONEY else json.loads(_plain(value))
    return value.isoformat() if isinstance(value, date) else value


def shown(field: CustomField, value: Value, currency: str = "") -> str:
    """As a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, date):
        return date_format(value, "j M Y")
    if isinstance(value, Decimal):
        decimals = 2 if field.kind == FieldKind.MONEY else None
        number = number_format(Decimal(_plain(value)), decimals, force_grouping=True)
        return f"{number} {currency}".strip() if field.kind == FieldKind.MONEY else number
    return value


def rows_of(field: CustomField, value: Value) -> list[dict[str, Any]]:
    """The columns of each row that keeps the value; none for nothing."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    column = COLUMNS[FieldKind(field.kind)]
    return [{"place": place, column: one} for place, one in enumerate(values)]


def value_of(field: CustomField, rows: list[Any]) -> Value:
    """The other way: of the rows of one customer and field, in the order of their places."""
    values = [getattr(row, COLUMNS[FieldKind(field.kind)]) for row in rows]
    if field.kind == FieldKind.CHOICES:
        return values or None
    return values[0] if values else None


def _text(field: CustomField, told: Any) -> str | None:
    if isinstance(told, bool) or not isinstance(told, str | int | float | Decimal):
        raise ValidationError(_("Write a text."), "invalid")
    text = str(told).strip()
    if "\0" in text:
        raise ValidationError(_("Write a text."), "invalid")
    if len(text) > LONGEST:
        raise ValidationError(_("Write at most %(n)s characters.") % {"n": LONGEST}, "max_length")
    return text or None


def _number(field: CustomField, told: Any) -> Decimal:
    decimals = 2 if field.kind == FieldKind.MONEY else 4
    try:
        number = None if isinstance(told, bool) else Decimal(str(told).strip().replace(" ", ""))
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise ValidationError(_("Write a number, for example 12.5."), "invalid")
    if abs(number) >= LARGEST:
        raise ValidationError(_("Write a number below one trillion."), "max_value")
    kept = number.quantize(Decimal(1).scaleb(-decimals))
    if kept != number:
        raise ValidationError(_("Write at most %(n)s decimals.") % {"n": decimals}, "max_decimal_places")
    return kept


def _day(field: CustomField, told: Any) -> date:
    try:
        return told if isinstance(told, date) else date.fromisoformat(str(told).strip())
    except ValueError:
        raise ValidationError(_("Write the day as 2026-05-31."), "invalid") from None


def _choice(field: CustomField, told: Any) -> str:
    word = str(told).strip().casefold() if isinstance(told, str | int) else ""
    for choice in field.choices:
        if choice.casefold() == word:
            return choice
    known = ", ".join(field.choices[:10])
    raise ValidationError(_("Choose from: %(known)s.") % {"known": known}, "invalid_choice")


def _choices(field: CustomField, told: Any) -> list[str] | None:
    """A list, or one text with semicolons between, as a file has it."""
    words = told.split(";") if isinstance(told, str) else told
    if not isinstance(words, list | tuple) or len(words) > MOST_CHOICES:
        raise ValidationError(_("Send a list of texts."), "invalid")
    chosen = {_choice(field, word) for word in words if word != "" or not isinstance(told, str)}
    return [choice for choice in field.choices if choice in chosen] or None


def _yes_no(field: CustomField, told: Any) -> bool:
    word = str(told).strip().lower()
    if word not in YES | NO:
        raise ValidationError(_("Say true or false."), "invalid")
    return word in YES


_READERS: dict[FieldKind, Callable[[CustomField, Any], Value]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _number,
    FieldKind.DATE: _day,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.YES_NO: _yes_no,
}


def _plain(number: Decimal) -> str:
    """`12.5` and `1200`, never `1.2E+3`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
