"""A value of PostgreSQL as a cell of a workbook: an SQL expression for each type."""

from zoneinfo import ZoneInfo

from core.copying import BOOLEANS, DATES, MOMENTS, NUMBERS, Selected

LONGEST_TEXT = 32_767
WITH_ZONE = 1184

# XML forbids these even escaped; a line's end and a tab may stand there by their number.
_FORBIDDEN = "".join(f"\\x{n:02x}" for n in range(1, 32) if n not in (9, 10, 13)) + "\\uFFFE\\uFFFF"
_ESCAPES = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("_x", "_x005F_x"),  # a spreadsheet reads _x0041_ as A
    ("\\t", "&#9;"),
    ("\\n", "&#10;"),
    ("\\r", "&#13;"),
)
_TO_ESCAPE = r"[&<>\x01-\x1f\uFFFE\uFFFF]|_x"
_FIRST_DAY = "1899-12-30"
_SINCE = "1900-03-01"  # before it, spreadsheets count a day that never was


def row_of(columns: list[Selected], zone: ZoneInfo) -> str:
    cells = ", ".join(_cell(column, zone) for column in columns)
    return f"concat('<row>', {cells}, '</row>')"


def _cell(column: Selected, zone: ZoneInfo) -> str:
    name = column.name
    if column.oid in NUMBERS:
        return _there(name, f"concat('<c><v>', {name}, '</v></c>')")
    if column.oid in BOOLEANS:
        return _there(name, f"concat('<c t=\"b\"><v>', {name}::int, '</v></c>')")
    if column.oid in DATES:
        return _day(name, f"{name} - DATE '{_FIRST_DAY}'", 1)
    if column.oid in MOMENTS:
        there = f"{name} AT TIME ZONE '{zone.key}'" if column.oid == WITH_ZONE else name
        seconds = f"date_part('epoch', {there} - TIMESTAMP '{_FIRST_DAY}')"
        return _day(name, f"round((floor({seconds}) / 86400)::numeric, 9)", 2)
    return _text(name)


def _there(name: str, shown: str) -> str:
    return f"CASE WHEN {name} IS NULL THEN '<c/>' ELSE {shown} END"


def _day(name: str, number: str, style: int) -> str:
    shown = f"concat('<c s=\"{style}\"><v>', {number}, '</v></c>')"
    return _there(name, f"CASE WHEN {name} < '{_SINCE}' THEN {_text(name)} ELSE {shown} END")


def _text(name: str) -> str:
    shown = f"""'<c t="inlineStr"><is><t xml:space="preserve">' || {_escaped(name)} || '</t></is></c>'"""
    return f"CASE WHEN coalesce({name}::text, '') = '' THEN '<c/>' ELSE {shown} END"


def _escaped(name: str) -> str:
    """Most texts need no escaping, and to see so takes a fifth of the time."""
    whole = f"left({name}::text, {LONGEST_TEXT})"
    text = f"translate({whole}, E'{_FORBIDDEN}', '')"
    for mark, escaped in _ESCAPES:
        text = f"replace({text}, E'{mark}', '{escaped}')"
    return f"CASE WHEN {name}::text ~ '{_TO_ESCAPE}' THEN {text} ELSE {whole} END"
