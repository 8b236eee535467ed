"""One cell as the store keeps it, or the fault that keeps it out. Rules are those of customers.contacts."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError

from customers.contacts import E164, normal_email, normal_phone
from customers.countries import country_code
from customers.importing.faults import Fault
from customers.search import folded

Clean = Callable[[str], str]

# What is surely complete: others are judged by the rule itself, which takes ten times as long.
PLAIN_EMAIL = re.compile(
    r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
LONGEST_EMAIL = 254
OLDEST = date(1900, 1, 1)
UNREADABLE = "\ufffd"
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", re.IGNORECASE)
_LANGUAGES = {
    "de": "german deutsch allemand aleman tedesco",
    "en": "english englisch anglais ingles inglese",
    "es": "spanish spanisch espanol castellano espagnol spagnolo",
    "fr": "french franzosisch francais frances francese",
    "it": "italian italienisch italiano italien",
    "nl": "dutch niederlandisch nederlands neerlandais",
    "pl": "polish polnisch polski",
    "pt": "portuguese portugiesisch portugues portoghese portugais",
    "sv": "swedish schwedisch svenska",
    "tr": "turkish turkisch turkce",
    "uk": "ukrainian ukrainisch",
    "ar": "arabic arabisch",
    "hi": "hindi",
    "ja": "japanese japanisch",
    "zh": "chinese chinesisch",
}
LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words.split()}
_GENDERS = {
    "female": "f female w woman weiblich frau femme femminile feminino mujer ms mrs",
    "male": "m male man mannlich mann herr homme maschile masculino hombre mr",
    "other": "o other x d divers diverse nonbinary non-binary another",
}
GENDER_OF = {word: gender for gender, words in _GENDERS.items() for word in words.split()}


def text(length: int) -> Clean:
    def clean(cell: str) -> str:
        if len(cell) > length:
            raise Fault("too_long")
        if cell[0] == "=":
            raise Fault("formula")
        if UNREADABLE in cell or "\0" in cell:
            raise Fault("unreadable")
        return cell

    return clean


def line(length: int) -> Clean:
    """Of an address, which a cell may write on several lines."""
    clean = text(length)
    return lambda cell: clean(" ".join(cell.split()) or cell)


def email(cell: str) -> str:
    address = cell.lower()
    if PLAIN_EMAIL.fullmatch(address) and len(address) <= LONGEST_EMAIL:
        return address
    try:
        address = normal_email(address.removeprefix("mailto:")) or ""
    except ValidationError:
        raise Fault("bad_email") from None
    if len(address) > LONGEST_EMAIL:
        raise Fault("too_long")
    return address


def phone(cell: str) -> str:
    if E164.fullmatch(cell):
        return cell
    try:
        return normal_phone(cell.removeprefix("tel:"))
    except ValidationError:
        raise Fault("bad_phone") from None


@lru_cache(maxsize=1024)
def language(cell: str) -> str:
    word = folded(cell)
    if word in LANGUAGE_OF:
        return LANGUAGE_OF[word]
    if not LANGUAGE_CODE.fullmatch(cell):
        raise Fault("bad_language")
    code, _sep, place = cell.replace("_", "-").partition("-")
    code = code.lower()
    return code if not place or code in _LANGUAGES else f"{code}-{place.upper()}"


@lru_cache(maxsize=1024)
def gender(cell: str) -> str:
    if found := GENDER_OF.get(folded(cell).rstrip(".")):
        return found
    raise Fault("bad_gender")


@lru_cache(maxsize=4096)
def country(cell: str) -> str:
    """By its name, in its own language too, or its code."""
    if code := country_code(cell):
        return code
    raise Fault("bad_country")


@lru_cache(maxsize=1024)
def time_zone(cell: str) -> str:
    if cell in available_timezones():
        return cell
    raise Fault("bad_time_zone")


def day(day_first: bool) -> Clean:
    """A day, as ISO. What is ambiguous is read as the batch says its file writes days."""
    orders = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y") if day_first else ("%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y")

    def clean(cell: str) -> str:
        for form in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", *orders):
            try:
                found = datetime.strptime(cell[:10], form).date()  # noqa: DTZ007 (a day, not a moment)
            except ValueError:
                continue
            return found.isoformat()
        raise Fault("bad_date")

    return lru_cache(maxsize=50_000)(clean)


def birthday(day_first: bool, today: date) -> Clean:
    read = day(day_first)

    def clean(cell: str) -> str:
        found = read(cell)
        if not OLDEST.isoformat() <= found <= today.isoformat():
            raise Fault("future_date")
        return found

    return clean
