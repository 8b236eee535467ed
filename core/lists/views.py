"""The page of a list, and the small pages beside it. An app's views call `list_page`; the rest are routes."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from core.lists import services
from core.lists.listing import Listing
from core.lists.state import SEARCH, State
from core.lists.table import Table
from core.models.lists import Density

REGION = "list"


def list_page(
    request: HttpRequest, table: Table, template: str = "lists/page.html", **context
) -> HttpResponse:
    """The whole page, or the list alone when the list itself asks for another state of it."""
    listing = Listing(request, table)
    if listing.url_to_open_with:
        return redirect(listing.url_to_open_with)
    alone = is_for_list(request)
    response = render(request, "lists/list.html" if alone else template, {"listing": listing, **context})
    if alone:
        response[_address_header(request, listing)] = listing.url
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def is_for_list(request: HttpRequest) -> bool:
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request and (htmx.target or "").endswith(f"#{REGION}")


def _address_header(request: HttpRequest, listing: Listing) -> str:
    """Typing a search makes one step of history, not one for each letter."""
    before = QueryDict(urlsplit(request.htmx.current_url or "").query, mutable=True)  # type: ignore[attr-defined]
    after = QueryDict(urlsplit(listing.url).query, mutable=True)
    was_searching, is_searching = before.pop(SEARCH, None), after.pop(SEARCH, None)
    typed_on = was_searching and is_searching and before == after
    return "HX-Replace-Url" if typed_on else "HX-Push-Url"


def exact_count(table: Table):
    @require_GET
    def view(request):
        number = State(table, request.store, request.GET).rows.order_by().count()
        return HttpResponse(number_format(number, force_grouping=True))

    return view


def columns(table: Table):
    @require_POST
    def view(request):
        keys = None if "reset" in request.POST else request.POST.getlist("columns")
        services.choose_columns(store=request.store, table=table, member_id=request.membership.pk, keys=keys)
        return _changed()

    return view


def density(table: Table):
    @require_POST
    def view(request):
        if (chosen := request.POST.get("density", "")) not in Density.values:
            raise Http404(_("No such density"))
        services.choose_density(
            store=request.store, table=table, member_id=request.membership.pk, density=chosen
        )
        return _changed()

    return view


def _changed() -> HttpResponse:
    """Let the list draw itself again, at the address it is at."""
    return trigger_client_event(HttpResponse(status=204), "list-changed", {})
