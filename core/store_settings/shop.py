"""How the shop presents itself: where it is, how it writes dates and money, how it looks."""

import re
from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.store_settings.base import Group, setting

_CODES = (
    "AED AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK"
    " JPY KES KRW MAD MXN MYR NGN NOK NZD PEN PHP PKR PLN RON SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)
CURRENCIES = tuple(_CODES.split())
LOCALES = (
    ("en-US", "English (United States)"),
    ("en-GB", "English (United Kingdom)"),
    ("en-CA", "English (Canada)"),
    ("en-AU", "English (Australia)"),
    ("da-DK", "Dansk"),
    ("de-DE", "Deutsch"),
    ("es-ES", "Español"),
    ("fr-FR", "Français"),
    ("it-IT", "Italiano"),
    ("nl-NL", "Nederlands"),
    ("nb-NO", "Norsk"),
    ("pl-PL", "Polski"),
    ("pt-BR", "Português (Brasil)"),
    ("fi-FI", "Suomi"),
    ("sv-SE", "Svenska"),
)
READABLE = 4.5  # the contrast WCAG asks for between text and what it stands on
_HEX = re.compile(r"#[0-9a-f]{6}")


def time_zones() -> list[tuple[str, str]]:
    places = (
        name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "System"))
    )
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(places))]


@dataclass(frozen=True, kw_only=True)
class Locale(Group):
    key: ClassVar[str] = "locale"

    time_zone: str = setting(
        "UTC",
        label=gettext_lazy("Time zone"),
        help=gettext_lazy("Every “today”, birthday and quiet hour of the store is meant in this zone."),
        choices=time_zones,
    )
    currency: str = setting(
        "USD",
        label=gettext_lazy("Currency"),
        help=gettext_lazy("Reports are in this currency. An order keeps its own."),
        choices=[(code, code) for code in CURRENCIES],
    )
    locale: str = setting(
        "en-US",
        label=gettext_lazy("Language and formats for customers"),
        help=gettext_lazy("How dates and amounts are written in messages to customers."),
        choices=LOCALES,
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True, kw_only=True)
class Address(Group):
    """The sender's postal address, which the law wants under every marketing mail."""

    key: ClassVar[str] = "address"

    legal_name: str = setting("", label=gettext_lazy("Legal name"), length=120)
    line_1: str = setting("", label=gettext_lazy("Street and number"), length=120)
    line_2: str = setting("", label=gettext_lazy("More address"), length=120)
    postcode: str = setting("", label=gettext_lazy("Postcode"), length=20, kind="half")
    city: str = setting("", label=gettext_lazy("City"), length=80, kind="half")
    region: str = setting("", label=gettext_lazy("State or region"), length=80, kind="half")
    country: str = setting("", label=gettext_lazy("Country"), length=80, kind="half")

    def is_complete(self) -> bool:
        return all((self.legal_name, self.line_1, self.city, self.country))

    def lines(self) -> list[str]:
        town = " ".join(filter(None, (self.postcode, self.city)))
        parts = (self.legal_name, self.line_1, self.line_2, town, self.region, self.country)
        return [part for part in parts if part]


@dataclass(frozen=True, kw_only=True)
class Brand(Group):
    key: ClassVar[str] = "brand"

    logo: str = setting("", label=gettext_lazy("Logo"), length=200, kind="file")
    accent: str = setting(
        "#4338ca",
        label=gettext_lazy("Accent"),
        help=gettext_lazy("Buttons and links in messages."),
        kind="colour",
    )
    text: str = setting("#1f2430", label=gettext_lazy("Text"), kind="colour")
    background: str = setting("#ffffff", label=gettext_lazy("Background"), kind="colour")

    def conflicts(self) -> dict[str, str]:
        errors = {}
        for name in ("accent", "text", "background"):
            if not _HEX.fullmatch(getattr(self, name)):
                errors[name] = _("Enter a colour like #4338ca.")
        if errors:
            return errors
        for name in ("accent", "text"):
            if (ratio := contrast(getattr(self, name), self.background)) < READABLE:
                errors[name] = _(
                    "Hard to read on the background: its contrast is %(ratio).1f, and should be %(least)s."
                ) % {"ratio": ratio, "least": READABLE}
        return errors

    @property
    def on_accent(self) -> str:
        """The colour of letters on a button."""
        return max("#ffffff", "#111318", key=lambda letters: contrast(letters, self.accent))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
