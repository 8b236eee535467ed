"""What the pages' JavaScript listens to: toasts, the drawer, redirects of whole pages."""

from urllib.parse import urlencode

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse
from django_htmx.http import HttpResponseClientRedirect, trigger_client_event

DRAWER = "drawer-page"
TONES = ("info", "success", "warning", "danger")


def toast(response, title, text="", tone="success", undo=None):
    """Have the page say something; `undo` is an address that takes the act back when posted to."""
    words = {"title": str(title), "text": str(text), "tone": tone, "undo": undo or ""}
    return trigger_client_event(response, "toast", words)


def in_drawer(request) -> bool:
    """Whether the answer goes into the drawer, which has a frame of its own (see `layout`)."""
    return bool(request.htmx) and (request.htmx.target or "").endswith(f"#{DRAWER}")


def close_drawer(*events: str) -> HttpResponse:
    """Close the drawer and let the page behind it know what happened, for example `customer-saved`."""
    response = HttpResponse(status=204)
    for event in ("drawer:close", *events):
        trigger_client_event(response, event, {})
    return response


class FullPageRedirects:
    """A redirect answered to htmx changes the page; followed, it would land inside a fragment."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not (request.htmx and response.status_code in (301, 302, 303, 307, 308)):
            return response
        moved = HttpResponseClientRedirect(self.destination(request, response["Location"]))
        moved.cookies = response.cookies
        if "HX-Trigger" in response:
            moved["HX-Trigger"] = response["HX-Trigger"]
        return moved

    def destination(self, request, location: str) -> str:
        """After a session ran out, sign-in leads back to the page, not to the fragment it asked for."""
        asked_for = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()}, safe="/")
        page = urlencode({REDIRECT_FIELD_NAME: request.htmx.current_url_abs_path or "/"}, safe="/")
        return location.replace(asked_for, page)
