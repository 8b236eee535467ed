"""Figures the server draws: small lines, deltas, shares. No script, printable."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core.figures import written

register = template.Library()

WIDTH, HEIGHT, PAD = 96, 28, 2
SHADES = 9


@register.simple_tag
def sparkline(values, label=""):
    """A line of a few numbers, oldest first, without axes."""
    values = list(values)
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1  # a flat line runs through the middle
    span = high - low
    step = (WIDTH - 2 * PAD) / (len(values) - 1)
    points = " ".join(
        f"{PAD + i * step:.1f},{HEIGHT - PAD - (value - low) / span * (HEIGHT - 2 * PAD):.1f}"
        for i, value in enumerate(values)
    )
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" {}><polyline points="{}" fill="none"'
        ' stroke="currentColor" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round"/></svg>',
        WIDTH,
        HEIGHT,
        role,
        points,
    )


@register.inclusion_tag("components/delta.html")
def delta(now, before, good="up"):
    """The change between two figures; `good` says which direction is welcome: up, down or neither."""
    if not before:
        return {"known": False}
    change = (now - before) / before
    direction = "up" if change > 0 else "down" if change < 0 else "flat"
    tone = "" if "flat" in (direction, good) else "success" if direction == good else "danger"
    return {
        "known": True,
        "direction": direction,
        "tone": tone,
        "words": f"{written(abs(change) * 100, 1)}%",
    }


@register.filter
def shade(share):
    """A share between 0 and 1 as one of ten shades of a heat table."""
    return min(SHADES, max(0, int(share * (SHADES + 1))))


@register.filter
def of_width(share, width):
    return f"{max(0, min(1, share)) * float(width):.1f}"
