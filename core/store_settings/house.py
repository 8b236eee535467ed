"""How the store's staff work: sign-in rules, areas, how long the log is kept."""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.store_settings.base import Group, setting


@dataclass(frozen=True, kw_only=True)
class Security(Group):
    key: ClassVar[str] = "security"

    require_mfa: bool = setting(
        False,
        label=gettext_lazy("Require two-step sign-in"),
        help=gettext_lazy("Staff without an authenticator app or passkey are asked to set one up first."),
    )
    idle_hours: int = setting(
        8,
        label=gettext_lazy("Sign out when idle for"),
        unit=gettext_lazy("hours"),
        minimum=1,
        maximum=24,
    )
    session_days: int = setting(
        7,
        label=gettext_lazy("Sign out in any case after"),
        unit=gettext_lazy("days"),
        minimum=1,
        maximum=30,
    )
    allowed_networks: tuple[str, ...] = setting(
        (),
        label=gettext_lazy("Allowed networks"),
        help=gettext_lazy(
            "One address or range per line, for example 203.0.113.0/24. Staff elsewhere cannot open the"
            " store. Empty allows every network. API keys have lists of their own."
        ),
    )

    def conflicts(self) -> dict[str, str]:
        wrong = [network for network in self.allowed_networks if not is_network(network)]
        if wrong:
            return {"allowed_networks": _("Not an address or range: %(text)s") % {"text": ", ".join(wrong)}}
        if len(self.allowed_networks) > 100:
            return {"allowed_networks": _("Use at most 100 lines.")}
        return {}

    def allows_ip(self, ip: str | None) -> bool:
        return is_in_networks(ip, self.allowed_networks)


@dataclass(frozen=True, kw_only=True)
class Retention(Group):
    key: ClassVar[str] = "retention"

    activity_days: int = setting(
        730,
        label=gettext_lazy("Keep the activity log for"),
        help=gettext_lazy("Older entries are deleted, month by month."),
        unit=gettext_lazy("days"),
        minimum=90,
        maximum=3650,
    )


def kept(default: int, label, help):
    return setting(
        default, label=label, help=help, unit=gettext_lazy("days"), minimum=0, maximum=3650, kind="half"
    )


@dataclass(frozen=True, kw_only=True)
class Keeping(Group):
    """How long data of people is kept; 0 is for good. `core.privacy.retention` has the rules."""

    key: ClassVar[str] = "keeping"

    visitor_days: int = kept(
        395,
        gettext_lazy("Visitors nobody recognised"),
        gettext_lazy("Browsers that never signed in or ordered, and their visits; since the last visit."),
    )
    cart_days: int = kept(
        395,
        gettext_lazy("Carts that became no order"),
        gettext_lazy("Since they were last touched."),
    )
    profile_view_days: int = kept(
        365,
        gettext_lazy("Who looked at which profile"),
        gettext_lazy("Entries of the activity log that say who saw whose data."),
    )
    request_days: int = kept(
        1095,
        gettext_lazy("Answered privacy requests"),
        gettext_lazy("Your proof that they were answered in time; claims lapse after about three years."),
    )


@dataclass(frozen=True, kw_only=True)
class Areas(Group):
    """The store's switches; `core.features` knows the areas."""

    key: ClassVar[str] = "areas"

    switched_off: tuple[str, ...] = setting((), label=gettext_lazy("Switched off"))


def is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True


def is_in_networks(ip: str | None, networks: tuple[str, ...] | list[str]) -> bool:
    """Whether the address is in one of the ranges; no ranges mean everywhere."""
    if not networks:
        return True
    return bool(ip) and any(ip_address(ip) in ip_network(network) for network in networks)
