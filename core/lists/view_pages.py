"""Saving a view of a list, and changing or deleting one."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from core.exceptions import DomainError
from core.htmx import in_drawer
from core.lists import services
from core.lists.listing import Listing
from core.lists.table import Table
from core.models import SavedView
from core.widgets import Switch


class ViewForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    shared = forms.BooleanField(
        label=_("Share with the store"),
        help_text=_("Everybody who works here sees it as a tab."),
        required=False,
        widget=Switch,
    )
    opens = forms.BooleanField(
        label=_("Open this list with it"), help_text=_("For you alone."), required=False, widget=Switch
    )


class ChangeViewForm(ViewForm):
    takes_filters = forms.BooleanField(
        label=_("Keep the filters of now"),
        help_text=_("Instead of those it was saved with."),
        required=False,
        widget=Switch,
    )


def new_view(table: Table):
    @require_http_methods(["GET", "POST"])
    def view(request):
        listing = Listing(request, table)
        form = ViewForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                saved = services.save_view(
                    **_who(request, table),
                    name=form.cleaned_data["name"],
                    query=listing.state.query,
                    shared=form.cleaned_data["shared"],
                    by=request.actor,
                )
                if form.cleaned_data["opens"]:
                    services.open_with(**_who(request, table), view=saved)
                return _back(request, Listing(request, table), saved)
            except DomainError as refusal:
                form.add_error("name", str(refusal))
        return _form_page(request, listing, form, heading=_("Save view"), submit=_("Save view"))

    return view


def edit_view(table: Table):
    @require_http_methods(["GET", "POST"])
    def view(request, view_id):
        listing = Listing(request, table)
        saved = get_object_or_404(listing.visible_views, public_id=view_id)
        form = ChangeViewForm(request.POST or None, initial=_as_it_is(listing, saved))
        if saved.query == listing.state.query:
            del form.fields["takes_filters"]
        if request.method == "POST" and form.is_valid():
            try:
                _change(request, listing, saved, form.cleaned_data)
                return _back(request, Listing(request, table), saved)
            except DomainError as refusal:
                form.add_error(None, str(refusal))
        return _form_page(
            request, listing, form, heading=saved.name, submit=_("Save"), delete_url=_delete_url(table, saved)
        )

    return view


def delete_view(table: Table):
    @require_POST
    def view(request, view_id):
        saved = get_object_or_404(Listing(request, table).visible_views, public_id=view_id)
        try:
            services.delete_view(view=saved, **_whose(request), by=request.actor)
        except DomainError as refusal:
            return HttpResponse(str(refusal), status=409)
        return redirect(table.address)

    return view


def _change(request: HttpRequest, listing: Listing, saved: SavedView, given: dict) -> None:
    values = {"name": given["name"], "shared": given["shared"]}
    if given.get("takes_filters"):
        values["query"] = listing.state.query
    if values != {name: getattr(saved, name) for name in values}:
        services.change_view(view=saved, **_whose(request), by=request.actor, **values)
    if given["opens"] != (listing.preference.default_view_id == saved.pk):
        view = saved if given["opens"] else None
        services.open_with(**_who(request, listing.table), view=view)


def _who(request: HttpRequest, table: Table) -> dict:
    return {"store": request.store, "table": table, "member_id": request.membership.pk}  # type: ignore[attr-defined]


def _whose(request: HttpRequest) -> dict:
    member = request.membership  # type: ignore[attr-defined]
    return {"member_id": member.pk, "may_change_any": member.can("settings.edit_store")}


def _as_it_is(listing: Listing, saved: SavedView) -> dict:
    opens = listing.preference.default_view_id == saved.pk
    return {"name": saved.name, "shared": saved.shared, "opens": opens}


def _delete_url(table: Table, saved: SavedView) -> str:
    return table.route("view-delete", saved.public_id)


def _back(request: HttpRequest, listing: Listing, saved: SavedView) -> HttpResponse:
    return redirect(next(tab.url for tab in listing.tabs if tab.view and tab.view.pk == saved.pk))


def _form_page(request: HttpRequest, listing: Listing, form: forms.Form, **context) -> HttpResponse:
    context |= {"listing": listing, "form": form, "in_drawer": in_drawer(request)}
    return render(request, "lists/view_form.html", context, status=422 if form.errors else 200)
