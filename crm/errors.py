"""The pages that say no: absent, not allowed, a stale form, our own fault."""

from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import bad_request
from structlog.contextvars import get_contextvars

from core.api.faults import or_problem
from core.api.problems import NOT_FOUND


@or_problem(400, "bad_request", "The request could not be read.")
def unreadable(request, exception=None) -> HttpResponse:
    return bad_request(request, exception)


@or_problem(404, "not_found", NOT_FOUND)
def not_found(request, exception=None) -> HttpResponse:
    return _say(
        request,
        status=404,
        icon="search",
        title=_("This page is not here"),
        text=_("It may have been deleted, or the address has a mistake."),
    )


@or_problem(403, "permission_denied", "You may not do this.")
def not_allowed(request, exception=None) -> HttpResponse:
    if store := getattr(request, "refused_network", None):
        text = _("%(store)s can only be opened from networks its owner has listed.") % {"store": store}
    elif getattr(request, "membership", None):
        text = _("Your role does not include this. Ask the owner of the store if you need it.")
    else:
        text = _("You are not in a store that has this page.")
    return _say(request, status=403, icon="lock", title=_("You cannot open this page"), text=text)


def stale_form(request, reason="") -> HttpResponse:
    """Django's CSRF check failed: nearly always a page left open since before a sign-in."""
    return _say(
        request,
        status=403,
        icon="clock",
        title=_("This form is out of date"),
        text=_("You signed in or out since it was opened. Go back, reload the page and send it again."),
    )


@or_problem(500, "server_error", "Something went wrong here. It has been logged.")
def our_fault(request) -> HttpResponse:
    """Without the request: its context would ask the database, which may be what is down."""
    reference = get_contextvars().get("request_id", "")
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))


def _say(request, *, status: int, icon: str, title: str, text: str) -> HttpResponse:
    frame = "base.html" if getattr(request, "membership", None) else "entrance.html"
    context = {"frame": frame, "icon_name": icon, "heading": title, "text": text, "home": reverse("home")}
    return render(request, "errors/message.html", context, status=status)
