"""Where somebody is signed in, in words they know: “Firefox on Windows”."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signin.marks import mark_of

# The first that is found counts: Edge and Opera also call themselves Chrome, Chrome calls itself Safari.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    mark: str
    name: str
    is_phone: bool
    ip: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def devices_of(user: User, this_key: str | None) -> list[Device]:
    """This one first, then the latest used."""
    sessions = UserSession.objects.purge_and_list(user)
    devices = [_device(session, this_key) for session in sessions]
    return sorted(devices, key=lambda device: (not device.is_this, -device.seen_at.timestamp()))


def session_key_of(user: User, mark: str) -> str | None:
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    return next((key for key in keys if mark_of("session", key) == mark), None)


def device_name(user_agent: str) -> str:
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown browser")


def _device(session: UserSession, this_key: str | None) -> Device:
    return Device(
        mark=mark_of("session", session.session_key),
        name=device_name(session.user_agent),
        is_phone=any(word in session.user_agent for word in ("iPhone", "Android", "iPad")),
        ip=session.ip,
        began_at=session.created_at,
        seen_at=session.last_seen_at,
        is_this=session.session_key == this_key,
    )


def _first(names, user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
