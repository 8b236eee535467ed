"""Every component in every state on one page: the visual test. Only with STYLEGUIDE on."""

from datetime import timedelta
from decimal import Decimal

from django import forms
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.permissions import public
from core import widgets
from core.htmx import close_drawer, toast

SECTIONS = (
    "foundations",
    "buttons",
    "badges",
    "forms",
    "tables",
    "figures",
    "navigation",
    "overlays",
    "states",
)
CHANNELS = [("email", "E-mail"), ("sms", "SMS"), ("push", "Web push")]


class SampleForm(forms.Form):
    name = forms.CharField(max_length=100, help_text="As it should appear in messages.")
    email = forms.EmailField(label="E-mail", required=False)
    spent = forms.DecimalField(
        label="Spent so far", required=False, widget=widgets.MoneyInput(currency="EUR")
    )
    joined = forms.DateField(required=False, widget=widgets.DateInput())
    stage = forms.ChoiceField(choices=[("", "Choose a stage"), ("new", "New"), ("regular", "Regular")])
    tags = forms.MultipleChoiceField(
        required=False, choices=[("vip", "VIP"), ("trade", "Trade"), ("press", "Press")]
    )
    notes = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    channels = forms.MultipleChoiceField(
        required=False, choices=CHANNELS, widget=forms.CheckboxSelectMultiple
    )
    plan = forms.ChoiceField(
        label="How to reach them",
        choices=CHANNELS,
        widget=widgets.ChoiceCards(
            texts={
                "email": "Best for longer words and pictures.",
                "sms": "Read within minutes, 160 characters.",
                "push": "For people who visit the shop often.",
            }
        ),
    )
    colour = forms.CharField(required=False, widget=widgets.ColourInput())
    picture = forms.FileField(required=False)
    agreed = forms.BooleanField(label="They agreed to marketing", help_text="Keep a note of when and where.")
    weekly = forms.BooleanField(
        label="Weekly summary",
        required=False,
        help_text="Every Monday at eight, store time.",
        widget=widgets.Switch(),
    )


@require_http_methods(["GET", "POST"])
@public
def styleguide(request):
    """The form posts back here, so that its invalid state and the drawer can be tried."""
    shows_form = request.GET.get("show") == "form"
    start = {"colour": "#4338ca", "channels": ["email"], "weekly": True}
    form = SampleForm(request.POST or None, initial=start, auto_id="new_%s" if shows_form else "id_%s")
    if request.method == "POST" and form.is_valid():
        return toast(close_drawer(), "Saved", "Olivia Martin was added.")
    shown = "styleguide/drawer.html" if shows_form else "styleguide/index.html"
    status = 422 if request.method == "POST" else 200
    return render(request, shown, {**samples(), "form": form}, status=status)


def samples() -> dict:
    now = timezone.now()
    days = [(now - timedelta(days=d)).strftime("%-d %b") for d in range(13, -1, -1)]
    return {
        "sections": SECTIONS,
        "now": now,
        "swatches": ("background", "card", "muted", "accent", "primary", "foreground"),
        "tones": ("success", "warning", "danger", "info", "accent", ""),
        "wrong": SampleForm({"name": "", "email": "olivia@", "spent": "a lot"}, auto_id="wrong_%s"),
        "icons": ("users", "mail", "megaphone", "ticket-percent", "trophy", "star", "headset", "workflow"),
        "people": people(now),
        "line": [4, 6, 5, 8, 7, 9, 12, 11, 14],
        "chart": {
            "labels": days,
            "series": [
                {
                    "name": "Store",
                    "values": [820, 932, 901, 934, 1290, 1330, 1320, 980, 1010, 1170, 1240, 1390, 1510, 1480],
                },
                {
                    "name": "E-mail",
                    "values": [220, 182, 191, 234, 290, 330, 310, 250, 270, 310, 340, 390, 420, 410],
                },
            ],
        },
        "bars": {"labels": days[-7:], "series": [{"name": "Orders", "values": [32, 28, 41, 36, 52, 61, 44]}]},
        "funnel": [
            {"label": "Sent", "value": 12840, "share": 1},
            {"label": "Opened", "value": 5648, "share": 0.44},
            {"label": "Clicked", "value": 1412, "share": 0.11},
            {"label": "Ordered", "value": 231, "share": 0.018},
        ],
        "cohort_columns": ["First order", "Month 0", "1", "2", "3", "4", "5"],
        "cohorts": [
            {"label": "June", "cells": [1, 0.42, 0.34, 0.29, 0.26, 0.24]},
            {"label": "July", "cells": [1, 0.46, 0.37, 0.31, 0.28, None]},
            {"label": "August", "cells": [1, 0.41, 0.33, 0.27, None, None]},
            {"label": "September", "cells": [1, 0.48, 0.39, None, None, None]},
        ],
        "entries": entries(now),
        "steps": ["Audience", "Message", "Schedule", "Review"],
        "amount": Decimal("1284.5"),
    }


def people(now) -> list[dict]:
    rows = (
        ("Olivia Martin", "olivia@example.com", "Active", "success", 14, "2840.00", 1),
        ("Jackson Lee", "jackson@example.com", "Churning", "warning", 6, "912.40", 98),
        ("Isabella Nguyen", "isabella@example.com", "New", "info", 1, "64.90", 3),
        ("William Kim", "will@example.com", "Churned", "danger", 3, "310.00", 212),
        ("Sofia Davis", "sofia.davis@example.com", "Inactive", "", 0, "0.00", 0),
    )
    return [
        {
            "id": f"sample-{at}",
            "name": name,
            "email": email,
            "status": status,
            "tone": tone,
            "orders": orders,
            "spent": Decimal(spent),
            "last": now - timedelta(days=days) if days else None,
        }
        for at, (name, email, status, tone, orders, spent, days) in enumerate(rows)
    ]


def entries(now) -> list[dict]:
    rows = (
        ("shopping-bag", "success", "Olivia Martin", "placed order #1042 for €86.00", 0.003, ""),
        ("message-square", "accent", "Ana Kovač", "wrote a note", 0.13, "Prefers calls in the afternoon."),
        ("mail", "", "", "The welcome e-mail was delivered", 2, ""),
        ("ban", "danger", "Ana Kovač", "suspended the account", 41, ""),
    )
    return [
        {"icon": icon, "tone": tone, "by": by, "text": text, "at": now - timedelta(days=days), "note": note}
        for icon, tone, by, text, days, note in rows
    ]
