"""Rules the other areas read: who counts as what, and when a store may write to people."""

from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.store_settings.base import Group, Hours, setting

TIERS = [("bronze", gettext_lazy("Bronze")), ("silver", gettext_lazy("Silver"))]
TIERS += [("gold", gettext_lazy("Gold")), ("platinum", gettext_lazy("Platinum"))]
CHANNELS = [
    ("email", gettext_lazy("E-mail")),
    ("sms", gettext_lazy("SMS")),
    ("push", gettext_lazy("Web push")),
]
DAYS = gettext_lazy("days")
HOURS = gettext_lazy("hours")
A_WEEK = gettext_lazy("a week")


def days(default, label, help=""):
    return setting(default, label=label, help=help, unit=DAYS, minimum=1, maximum=3650)


@dataclass(frozen=True, kw_only=True)
class Thresholds(Group):
    key: ClassVar[str] = "thresholds"

    new_days: int = days(
        30, gettext_lazy("New"), gettext_lazy("A customer is new for this long after the first order.")
    )
    churning_days: int = days(
        90, gettext_lazy("Churning"), gettext_lazy("Had orders, and none for this long. Also called at risk.")
    )
    churned_days: int = days(
        180, gettext_lazy("Churned"), gettext_lazy("Had orders, and none for this long.")
    )
    inactive_days: int = days(
        30, gettext_lazy("Inactive"), gettext_lazy("Never ordered, and did nothing for this long.")
    )
    win_back_days: int = days(
        60,
        gettext_lazy("Win back"),
        gettext_lazy("Win-back automations start after this long without an order."),
    )
    vip_value: Decimal = setting(
        Decimal("1000.00"),
        label=gettext_lazy("VIP from a lifetime value of"),
        help=gettext_lazy("In the store's currency, after refunds."),
        minimum=Decimal("0.01"),
        maximum=Decimal("999999999.99"),
    )
    vip_tier: str = setting(
        "gold",
        label=gettext_lazy("VIP from the loyalty tier"),
        help=gettext_lazy("Customers of this tier or a higher one are VIPs too."),
        choices=TIERS,
    )
    high_value_percent: int = setting(
        20,
        label=gettext_lazy("High value: the top"),
        help=gettext_lazy("This share of the customers who have ordered, by lifetime value."),
        unit="%",
        minimum=1,
        maximum=100,
    )
    cart_automation_hours: int = setting(
        1,
        label=gettext_lazy("Cart reminder after"),
        help=gettext_lazy("A cart idle for this long may start an automation."),
        unit=HOURS,
        minimum=1,
        maximum=720,
    )
    cart_segment_hours: int = setting(
        24,
        label=gettext_lazy("Abandoned cart after"),
        help=gettext_lazy("A cart idle for this long counts as abandoned in segments."),
        unit=HOURS,
        minimum=1,
        maximum=720,
    )

    def conflicts(self) -> dict[str, str]:
        if self.churned_days <= self.churning_days:
            return {"churned_days": _("Must be longer than churning.")}
        if self.new_days >= self.churning_days:
            return {"new_days": _("Must be shorter than churning.")}
        return {}


def weight(default, label, help):
    return setting(default, label=label, help=help, minimum=0, maximum=100, kind="half")


@dataclass(frozen=True, kw_only=True)
class HealthWeights(Group):
    """How much each part counts in a customer's health; a part that nothing is known of is left out."""

    key: ClassVar[str] = "health_weights"

    recency: int = weight(
        40,
        gettext_lazy("Recency"),
        gettext_lazy("The time since the last order, against the usual time between."),
    )
    frequency: int = weight(
        20, gettext_lazy("Frequency"), gettext_lazy("Whether the last orders came quicker than those before.")
    )
    spend: int = weight(
        15, gettext_lazy("Spending"), gettext_lazy("Whether the last orders were larger than those before.")
    )
    engagement: int = weight(
        15, gettext_lazy("Engagement"), gettext_lazy("Visits to the shop, and how long ago the last one was.")
    )
    returns: int = weight(
        10, gettext_lazy("Returns"), gettext_lazy("The share of the money that was given back.")
    )

    def conflicts(self) -> dict[str, str]:
        if not any(self.to_stored().values()):
            return {"recency": _("At least one part must count.")}
        return {}


WORKING_DAY = Hours(time(9), time(17))


@dataclass(frozen=True, kw_only=True)
class BusinessHours(Group):
    """When somebody answers, in store time. A day without hours is closed."""

    key: ClassVar[str] = "business_hours"

    monday: Hours | None = setting(WORKING_DAY, label=gettext_lazy("Monday"), kind="hours")
    tuesday: Hours | None = setting(WORKING_DAY, label=gettext_lazy("Tuesday"), kind="hours")
    wednesday: Hours | None = setting(WORKING_DAY, label=gettext_lazy("Wednesday"), kind="hours")
    thursday: Hours | None = setting(WORKING_DAY, label=gettext_lazy("Thursday"), kind="hours")
    friday: Hours | None = setting(WORKING_DAY, label=gettext_lazy("Friday"), kind="hours")
    saturday: Hours | None = setting(None, label=gettext_lazy("Saturday"), kind="hours")
    sunday: Hours | None = setting(None, label=gettext_lazy("Sunday"), kind="hours")

    def conflicts(self) -> dict[str, str]:
        backwards = (day for day in WEEK if (at := getattr(self, day)) and at.opens >= at.closes)
        return dict.fromkeys(backwards, _("The end must be after the start."))

    def is_open(self, at: datetime) -> bool:
        hours = getattr(self, WEEK[at.weekday()])
        return hours is not None and hours.opens <= at.time() < hours.closes


WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class QuietHours(Group):
    """When marketing waits, in the customer's time where it is known, else the store's."""

    key: ClassVar[str] = "quiet_hours"

    starts_at: time = setting(time(21), label=gettext_lazy("Quiet from"), kind="half")
    ends_at: time = setting(time(8), label=gettext_lazy("Until"), kind="half")
    channels: tuple[str, ...] = setting(
        ("sms", "push"),
        label=gettext_lazy("Channels that wait"),
        help=gettext_lazy("Marketing on these waits for the morning. Order messages are never held back."),
        choices=CHANNELS,
    )

    def is_quiet(self, channel: str, at: time) -> bool:
        if channel not in self.channels or self.starts_at == self.ends_at:
            return False
        if self.starts_at < self.ends_at:
            return self.starts_at <= at < self.ends_at
        return at >= self.starts_at or at < self.ends_at


def cap(default, label, unit=A_WEEK, help=""):
    return setting(default, label=label, help=help, unit=unit, minimum=0, maximum=100, kind="half")


@dataclass(frozen=True, kw_only=True)
class FrequencyCaps(Group):
    """The most marketing one customer gets, over campaigns and automations together. 0 sends none."""

    key: ClassVar[str] = "frequency_caps"

    email_per_week: int = cap(4, gettext_lazy("E-mails"))
    sms_per_week: int = cap(2, gettext_lazy("SMS"))
    push_per_week: int = cap(5, gettext_lazy("Web pushes"))
    any_per_day: int = cap(
        2,
        gettext_lazy("Messages on all channels"),
        gettext_lazy("a day"),
        gettext_lazy("0 sends no marketing."),
    )
