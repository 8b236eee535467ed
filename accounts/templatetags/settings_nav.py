from itertools import groupby

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.shell import settings_pages

register = template.Library()

GROUPS = {
    "store": _("Store"),
    "people": _("People and access"),
    "connect": _("Connections"),
    "you": _("You"),
}


@register.inclusion_tag("accounts/settings/_nav.html", takes_context=True)
def settings_nav(context):
    """The pages of the settings this person may open, under their headings."""
    request = context["request"]
    reader = request.membership
    pages = [page for page in settings_pages.entries if reader and reader.can(page.permission)]
    groups = [
        (GROUPS[group], [(page, _link(page, request.path)) for page in grouped])
        for group, grouped in groupby(pages, key=lambda page: page.group)
    ]
    return {"groups": groups}


def _link(page, path: str) -> tuple[str, bool]:
    """The address, and whether the open page is at or under it."""
    url = reverse(page.url_name)
    return url, path == url or path.startswith(f"{url}/")
