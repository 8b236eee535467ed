"""The small words of every page: icons, people, figures, times."""

from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.figures import written, written_money
from core.time_of_day import time_format

register = template.Library()

HUES = 6
MINUTE, HOUR, DAY = 60, 3600, 86400


@register.simple_tag
def icon(name, label=""):
    """A symbol of the sprite; it is decoration unless it has a label."""
    address = f"{static('icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.filter
def code_marks(text):
    """Plain text with its `names` in backticks as code."""
    parts = escape(text).split("`")
    if len(parts) % 2 == 0:
        return mark_safe("`".join(parts))  # noqa: S308  (escaped above)
    marked = (f"<code>{part}</code>" if place % 2 else part for place, part in enumerate(parts))
    return mark_safe("".join(marked))  # noqa: S308  (escaped above)


@register.filter
def initials(name):
    words = str(name).replace("@", " ").replace(".", " ").split()
    return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper() or "?"


@register.filter
def hue(name):
    """The same person always has the same colour."""
    return crc32(str(name).encode()) % HUES


@register.simple_tag
def number(value, decimals=0):
    return "–" if value is None else written(value, decimals)


@register.simple_tag
def percent(share, decimals=1):
    """`{% percent 0.128 %}` is 12.8%."""
    return "–" if share is None else f"{written(share * 100, decimals)}%"


@register.simple_tag(takes_context=True)
def money(context, amount, currency="", cents=None):
    """An amount in its own currency, or in the store's when it has none of its own."""
    if amount is None:
        return "–"
    store = getattr(context.get("request"), "store", None)
    return written_money(amount, currency or (store.currency if store else "USD"), cents=cents)


@register.simple_tag
def day(value):
    """A date: 20 Nov 2026. A moment becomes the store's date."""
    return _time(value, _day(value)) if value else "–"


@register.filter
def clock(value):
    """The time of day alone."""
    return date_format(_local(value), time_format())


@register.simple_tag
def moment(value):
    """A date with the time of day, in the store's time zone."""
    return _time(value, _moment(value)) if value else "–"


@register.simple_tag
def ago(value, now=None):
    """How long ago, with the exact moment on hover."""
    if not value:
        return "–"
    seconds = int(((now or timezone.now()) - value).total_seconds())
    return _time(value, _since(value, seconds))


def _since(value, seconds):
    if seconds < 0:
        return _moment(value)
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        minutes = seconds // MINUTE
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if seconds < DAY:
        hours = seconds // HOUR
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    if seconds < 30 * DAY:
        days = seconds // DAY
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    return _day(value)


def _local(value):
    return timezone.localtime(value) if hasattr(value, "tzinfo") and value.tzinfo else value


def _day(value):
    return date_format(_local(value), "j M Y")


def _moment(value):
    return date_format(_local(value), f"j M Y, {time_format()}")


def _time(value, words):
    exact = _local(value)
    full = _moment(value) if hasattr(value, "hour") else _day(value)
    zone = f" {exact.tzname()}" if getattr(exact, "tzinfo", None) else ""
    return format_html('<time datetime="{}" title="{}{}">{}</time>', exact.isoformat(), full, zone, words)


@register.filter
def first_word(text):
    return str(text).split(maxsplit=1)[0] if str(text).strip() else ""


@register.filter
def message_tone(tag):
    """Django's message level in the words of our tones."""
    return {"error": "danger", "debug": "info"}.get(tag, tag)
