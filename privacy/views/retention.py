"""How long what is kept, and what would go by it tonight."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.settings import SettingsForm
from accounts.http import StoreRequest
from accounts.permissions import requires
from accounts.services.settings import change_settings
from core.exceptions import DomainError
from core.privacy.retention import due_rows, rules
from core.store_settings import Keeping


@require_http_methods(["GET", "POST"])
@requires("privacy.view", to_change="privacy.handle")
def retention(request: StoreRequest) -> HttpResponse:
    """`preview` counts what the days on the form would delete; nothing is saved by it."""
    form = SettingsForm(
        request.POST if request.method == "POST" else None, group=Keeping, store=request.store
    )
    given = request.store.settings_of(Keeping)
    is_preview = "preview" in request.POST
    if form.is_valid():
        given = form.value
        if not is_preview:
            try:
                change_settings(store=request.store, to=given, by=request.actor)
                messages.success(request, _("Saved."))
                return redirect("privacy:retention")
            except DomainError as refusal:
                form.add_error(None, str(refusal))
    context = {
        "form": form,
        "cells": form.cells(),
        "preview": _preview(request, given),
        "is_preview": is_preview,
        "may_change": request.principal.can("privacy.handle"),
    }
    return render(request, "privacy/retention.html", context, status=422 if form.errors else 200)


def _preview(request: StoreRequest, given: Keeping) -> list[dict]:
    """For each rule: the days, and how many records are older than that now."""
    now, known = timezone.now(), {each.name for each in fields(Keeping)}
    told = []
    for rule in rules():
        days = getattr(given, rule.key) if rule.key in known else 0
        count = due_rows(rule, request.store, days, now).count() if days else 0
        told.append({"label": rule.label, "days": days, "count": count})
    return sorted(told, key=lambda row: str(row["label"]))
