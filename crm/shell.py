"""What every page's frame needs: the menu and the palette of the person who looks."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from core import features
from core.htmx import in_drawer
from core.shell import commands, navigation, settings_pages

GROUPS = {
    "home": "",
    "customers": _("Customers"),
    "shop": _("Shop"),
    "marketing": _("Marketing"),
    "loyalty": _("Loyalty & reviews"),
    "support": _("Support"),
    "sales": _("Sales"),
    "insights": _("Insights"),
    "settings": _("Settings"),
}
_ORDER = list(GROUPS)


@dataclass(frozen=True)
class Link:
    label: Any
    icon: str
    url: str
    shortcut: str = ""
    count: int = 0
    is_current: bool = False


@dataclass(frozen=True)
class Section:
    label: Any
    links: list[Link]


def shell(request):
    """Context of `base.html`. Nothing is worked out for fragments, which do not draw the frame."""
    return {
        "layout": "drawer.html" if in_drawer(request) else "base.html",
        "menu": SimpleLazyObject(lambda: menu(request)),
        "palette_commands": SimpleLazyObject(lambda: palette_commands(request)),
    }


def readable(registry, request) -> list:
    """A registry's entries this person may use in this store."""
    member = getattr(request, "membership", None)
    if member is None:
        return []
    return [e for e in registry.for_reader(member) if features.is_on(request.store, e.permission)]


def menu(request) -> list[Section]:
    items = sorted(readable(navigation, request), key=lambda item: (_ORDER.index(item.group), item.order))
    here = _current([reverse(item.url_name) for item in items], request.path)
    return [
        Section(GROUPS[group], [_link(item, here, request.store) for item in grouped])
        for group, grouped in groupby(items, key=lambda item: item.group)
    ]


def _link(item, here: str, store) -> Link:
    url = reverse(item.url_name)
    count = item.count(store) if item.count else 0
    return Link(item.label, item.icon, url, item.shortcut, count, url == here)


def _current(urls: list[str], path: str) -> str:
    """The entry whose address is the longest beginning of this page's."""
    holds = [url for url in urls if path == url or (url != "/" and path.startswith(f"{url}/"))]
    return max(holds, key=len, default="")


def palette_commands(request) -> list[dict]:
    """Pages and verbs, in the shape palette.js filters."""
    pages = [_page(_("Go to"), item) for item in readable(navigation, request)]
    settings = [_page(_("Settings"), item) for item in readable(settings_pages, request)]
    return pages + [_verb(command) for command in readable(commands, request)] + settings


def _page(group, item) -> dict:
    return {
        "group": str(group),
        "label": str(item.label),
        "words": str(item.keywords),
        "icon": item.icon,
        "url": reverse(item.url_name),
        "keys": ["G", item.shortcut.upper()] if item.shortcut else [],
    }


def _verb(command) -> dict:
    creates = command.group == "create"
    return {
        "group": str(_("Create") if creates else _("Do")),
        "label": str(command.label),
        "words": "",
        "icon": command.icon,
        "url": reverse(command.url_name),
        "drawer": command.drawer,
        "creates": creates,
        "keys": [command.shortcut.upper()] if command.shortcut else [],
    }
