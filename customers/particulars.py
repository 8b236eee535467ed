"""How a store writes what it knows of a customer beyond name and contacts."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models import Gender

OLDEST = 1900
LONGEST_HANDLE = 100
# Where people show themselves: each with the start of an address there.
NETWORKS = {
    "instagram": ("Instagram", "https://www.instagram.com/"),
    "facebook": ("Facebook", "https://www.facebook.com/"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@"),
    "x": ("X", "https://x.com/"),
    "youtube": ("YouTube", "https://www.youtube.com/@"),
    "pinterest": ("Pinterest", "https://www.pinterest.com/"),
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/"),
}


def normal_birthday(told: date | str | None) -> date | None:
    """A day since 1900 that is not yet to come."""
    if not told:
        return None
    try:
        day = told if isinstance(told, date) else date.fromisoformat(told)
    except ValueError:
        raise ValidationError(_("Write the day as 1990-05-31."), "invalid") from None
    if day.year < OLDEST or day > timezone.now().date():
        raise ValidationError(_("A birthday lies between 1900 and today."), "invalid")
    return day


def normal_time_zone(told: str | None) -> str:
    name = (told or "").strip()
    if name and name not in time_zones():
        raise ValidationError(_("Name a time zone by its place, for example Europe/Lisbon."), "invalid")
    return name


def normal_gender(told: str | None) -> str:
    gender = (told or "").strip().lower()
    if gender and gender not in Gender.values:
        raise ValidationError(_("Choose one of: female, male, other."), "invalid")
    return gender


def normal_socials(told: Mapping[str, str | None] | None) -> dict[str, str]:
    """Handles without @ and without the network's address, those that are not empty."""
    if unknown := sorted((told or {}).keys() - NETWORKS):
        raise ValidationError(
            _("There is no network called %(name)s. Known are: %(all)s."),
            "unknown",
            {"name": ", ".join(unknown)[:100], "all": ", ".join(NETWORKS)},
        )
    handles = {name: normal_handle((told or {}).get(name)) for name in NETWORKS}
    return {name: handle for name, handle in handles.items() if handle}


def normal_handle(told: str | None) -> str:
    """`@ana`, `ana` and `https://www.instagram.com/ana/?hl=pt` are the same."""
    text = (told or "").strip()
    if "/" in text:
        text = text.split("?")[0].rstrip("/").rpartition("/")[2]
    handle = text.removeprefix("@")
    if len(handle) > LONGEST_HANDLE or any(c.isspace() or c in "<>\"'" for c in handle):
        raise ValidationError(_("Enter the name alone, for example ana.lima."), "invalid")
    return handle


def social_links(socials: Mapping[str, str]) -> list[dict[str, str]]:
    """Each with the name of its network and where it leads."""
    return [
        {"key": key, "network": name, "handle": socials[key], "url": start + socials[key]}
        for key, (name, start) in NETWORKS.items()
        if socials.get(key)
    ]


def next_birthday(born: date, today: date) -> date:
    """Today counts. Who was born on a leap day has it on the last of February in other years."""
    for year in (today.year, today.year + 1):
        leaps = monthrange(year, 2)[1] == 29
        day = born.replace(year=year) if leaps or (born.month, born.day) != (2, 29) else date(year, 2, 28)
        if day >= today:
            return day
    raise AssertionError("a year later there is one")


@cache
def time_zones() -> frozenset[str]:
    """Those named after a place; the abbreviations and offsets say nothing about summer."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return frozenset([*places, "UTC"])
