"""A store's settings: typed, with defaults, one stored row per group. `store.settings_of(Thresholds)`."""

from core.store_settings.base import Group, Hours, InvalidSettings, setting
from core.store_settings.house import Areas, Keeping, Retention, Security, is_in_networks, is_network
from core.store_settings.rules import (
    CHANNELS,
    WEEK,
    BusinessHours,
    FrequencyCaps,
    HealthWeights,
    QuietHours,
    Thresholds,
)
from core.store_settings.shop import CURRENCIES, LOCALES, Address, Brand, Locale, contrast, time_zones
from core.store_settings.tagging import AUTOMATIC_TAGS, TagRules

GROUPS: tuple[type[Group], ...] = (
    Locale,
    Address,
    Brand,
    BusinessHours,
    QuietHours,
    FrequencyCaps,
    Thresholds,
    HealthWeights,
    TagRules,
    Areas,
    Security,
    Retention,
    Keeping,
)

__all__ = [
    "AUTOMATIC_TAGS",
    "CHANNELS",
    "CURRENCIES",
    "GROUPS",
    "LOCALES",
    "WEEK",
    "Address",
    "Areas",
    "Brand",
    "BusinessHours",
    "FrequencyCaps",
    "Group",
    "HealthWeights",
    "Hours",
    "InvalidSettings",
    "Keeping",
    "Locale",
    "QuietHours",
    "Retention",
    "Security",
    "TagRules",
    "Thresholds",
    "contrast",
    "is_in_networks",
    "is_network",
    "setting",
    "time_zones",
]
