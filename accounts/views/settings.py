"""The store's settings: each page is a list of groups, drawn and saved the same way."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms.settings import SettingsForm, StoreNameForm, days_of
from accounts.http import StoreRequest
from accounts.permissions import requires, signed_in
from accounts.services import settings as services
from core import features
from core.exceptions import DomainError
from core.shell import settings_pages
from core.store_settings import (
    Address,
    Areas,
    BusinessHours,
    FrequencyCaps,
    Group,
    Locale,
    QuietHours,
    Retention,
    Security,
    Thresholds,
)


@dataclass(frozen=True)
class Section:
    group: type[Group]
    title: Any
    text: Any


@dataclass(frozen=True)
class Page:
    title: Any
    facts: Any
    sections: tuple[Section, ...]
    to_change: str


STORE = Page(
    gettext_lazy("Store"),
    gettext_lazy("Name, time, money and the address under your mails."),
    (
        Section(
            Locale,
            gettext_lazy("Time and money"),
            gettext_lazy("A change counts from now on. What happened keeps the time and currency it had."),
        ),
        Section(
            Address,
            gettext_lazy("Postal address"),
            gettext_lazy("The law wants it under every marketing mail. Without it, none can be sent."),
        ),
    ),
    "settings.edit_store",
)
SENDING_RULES = Page(
    gettext_lazy("Sending rules"),
    gettext_lazy("When somebody answers, when marketing waits, and how much one customer gets."),
    (
        Section(
            BusinessHours,
            gettext_lazy("Business hours"),
            gettext_lazy("When your team answers, in store time."),
        ),
        Section(
            QuietHours,
            gettext_lazy("Quiet hours"),
            gettext_lazy("In the customer's own time where it is known, else in store time."),
        ),
        Section(
            FrequencyCaps,
            gettext_lazy("At most"),
            gettext_lazy("Marketing to one customer, over campaigns and automations together."),
        ),
    ),
    "settings.edit_store",
)
CUSTOMER_RULES = Page(
    gettext_lazy("Customer rules"),
    gettext_lazy("Who counts as new, at risk, lost or a VIP. Every page and segment follows."),
    (
        Section(
            Thresholds,
            gettext_lazy("Thresholds"),
            gettext_lazy("Customers move to their new status when it is next worked out."),
        ),
    ),
    "settings.edit_store",
)
SECURITY = Page(
    gettext_lazy("Security"),
    gettext_lazy("How staff sign in to this store, from where, and how long its log is kept."),
    (
        Section(
            Security,
            gettext_lazy("Sign-in"),
            gettext_lazy("Counts for everybody in this store, from the next page they open."),
        ),
        Section(
            Retention,
            gettext_lazy("Activity log"),
            gettext_lazy("Who did what, with old and new values."),
        ),
    ),
    "settings.edit_security",
)


@require_safe
@signed_in
def index(request) -> HttpResponse:
    """The first page of the settings this person may open."""
    reader = request.membership
    pages = [page.url_name for page in settings_pages.entries if reader and reader.can(page.permission)]
    return redirect(pages[0] if pages else "team:profile")


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_store")
def store(request: StoreRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    return edit(request, STORE, named=StoreNameForm(data, initial={"name": request.store.name}))


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_store")
def sending_rules(request: StoreRequest) -> HttpResponse:
    return edit(request, SENDING_RULES)


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_store")
def customer_rules(request: StoreRequest) -> HttpResponse:
    return edit(request, CUSTOMER_RULES)


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_security")
def security(request: StoreRequest) -> HttpResponse:
    return edit(request, SECURITY)


def edit(request: StoreRequest, page: Page, named: StoreNameForm | None = None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    forms = [SettingsForm(data, group=section.group, store=request.store) for section in page.sections]
    every = [*filter(None, [named]), *forms]
    if data is not None and all([form.is_valid() for form in every]) and save(request, forms, named):
        messages.success(request, _("Saved."))
        return redirect(request.path)
    parts = [
        {"section": section, "form": form, "days": days_of(form) if section.group is BusinessHours else None}
        for section, form in zip(page.sections, forms, strict=True)
    ]
    context = {"page": page, "parts": parts, "named": named, "forms": every}
    context["may_change"] = request.principal.can(page.to_change)
    is_wrong = any(form.errors for form in every)
    return render(request, "accounts/settings/page.html", context, status=422 if is_wrong else 200)


def save(request: StoreRequest, forms: list[SettingsForm], named: StoreNameForm | None) -> bool:
    """All of the page or nothing."""
    form = forms[0]
    try:
        with transaction.atomic():
            if named:
                services.rename_store(store=request.store, name=named.cleaned_data["name"], by=request.actor)
            for form in forms:
                services.change_settings(store=request.store, to=form.value, by=request.actor)
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_safe
@requires("settings.view")
def areas(request: StoreRequest) -> HttpResponse:
    off = request.store.settings_of(Areas).switched_off
    listed = [(feature, feature.key not in off) for feature in features.all_features()]
    may_change = request.principal.can("settings.edit_features")
    return render(request, "accounts/settings/areas.html", {"areas": listed, "may_change": may_change})


@require_POST
@requires("settings.edit_features")
def switch_area(request: StoreRequest, area: str) -> HttpResponse:
    is_on = request.POST.get("on") == "1"
    try:
        services.switch_area(store=request.store, area=area, on=is_on, by=request.actor)
    except services.CannotSwitchArea as refusal:
        raise Http404(str(refusal)) from None
    messages.success(request, _("The area is on.") if is_on else _("The area is off. Nothing was deleted."))
    return redirect("team:areas")
