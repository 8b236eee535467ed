"""How customers are judged: the weights of their health, and working all figures out anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.settings import SettingsForm
from accounts.http import StoreRequest
from accounts.permissions import requires
from accounts.services.settings import change_settings
from commerce.services import metrics as services
from core.exceptions import DomainError
from core.store_settings import HealthWeights
from customers.health import health_by_weights


@require_http_methods(["GET", "POST"])
@requires("settings.view", to_change="settings.edit_store")
def health(request: StoreRequest) -> HttpResponse:
    """The weights; asked for a preview, what they would mean before anything is kept."""
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(data, group=HealthWeights, store=request.store)
    context: dict[str, Any] = {"form": form, "may_change": request.principal.can("settings.edit_store")}
    if form.is_valid():
        if "preview" not in request.POST:
            changed = change_settings(store=request.store, to=form.value, by=request.actor)
            messages.success(request, _("Saved. The figures follow in a moment.") if changed else _("Saved."))
            return redirect("shop-settings:health")
        context["after"] = health_by_weights(store=request.store, weights=form.value)
    context["before"] = health_by_weights(
        store=request.store, weights=request.store.settings_of(HealthWeights)
    )
    context["last_run"] = (
        request.store.jobs.filter(kind=services.RECALCULATE).order_by("-created_at", "-pk").first()
    )
    return render(request, "commerce/figures/health.html", context, status=422 if form.errors else 200)


@require_POST
@requires("settings.edit_store")
def recalculate(request: StoreRequest) -> HttpResponse:
    try:
        job = services.recalculate(store=request.store, by=request.actor)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("shop-settings:health")
    return redirect("jobs:job", job.public_id)
