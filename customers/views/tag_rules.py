from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.settings import SettingsForm
from accounts.http import StoreRequest
from accounts.permissions import requires
from accounts.services.settings import change_settings
from core.htmx import close_drawer, in_drawer, toast
from core.store_settings import TagRules


@require_http_methods(["GET", "POST"])
@requires("customers.edit_tags")
def tag_rules(request: StoreRequest) -> HttpResponse:
    """From when on a customer has the tags that come by themselves."""
    form = SettingsForm(
        request.POST if request.method == "POST" else None, group=TagRules, store=request.store
    )
    if not form.is_valid():
        context = {"form": form, "cancel": reverse("customers:tags")}
        return render(request, "customers/tag_rules.html", context, status=422 if form.errors else 200)
    changed = change_settings(store=request.store, to=form.value, by=request.actor)
    title = _("Saved")
    text = _("The tags are given and taken in the background.") if changed else ""
    if in_drawer(request):
        return toast(close_drawer("tags-changed"), title, text)
    messages.success(request, f"{title}. {text}".strip())
    return redirect("customers:tags")
