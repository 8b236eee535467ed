"""What staff do with lists: keep views of them, and arrange them to their liking."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.lists.events import ViewChanged, ViewDeleted, ViewSaved
from core.lists.table import Table
from core.models import ListPreference, SavedView, Store

MOST_VIEWS = 50


class CannotSaveView(DomainError):
    code = "cannot_save_view"


class CannotChangeView(DomainError):
    code = "cannot_change_view"


@transaction.atomic
def save_view(
    *, store: Store, table: Table, member_id: int, name: str, query: str, shared: bool, by: Actor
) -> SavedView:
    mine = SavedView.objects.filter(store=store).of(table.key, member_id)
    if mine.count() >= MOST_VIEWS:
        raise CannotSaveView(_("This list has %(n)d views already. Delete one first.") % {"n": MOST_VIEWS})
    view = SavedView(store=store, list_key=table.key, member_id=member_id, query=query, shared=shared)
    view.name = _named(name, mine)
    view.save()
    view.refresh_from_db()
    _tell(ViewSaved, view, by)
    return view


@transaction.atomic
def change_view(*, view: SavedView, member_id: int, by: Actor, may_change_any: bool, **values) -> SavedView:
    """Rename it, share it, or let it keep other filters."""
    view = _held(view, member_id, may_change_any)
    if "name" in values:
        values["name"] = _named(values["name"], _beside(view))
    changed = changes(view, **values)
    if changed:
        view.save()
        _tell(ViewChanged, view, by, changed)
    return view


@transaction.atomic
def delete_view(*, view: SavedView, member_id: int, by: Actor, may_change_any: bool) -> None:
    view = _held(view, member_id, may_change_any)
    _tell(ViewDeleted, view, by)
    view.delete()


@transaction.atomic
def open_with(*, store: Store, table: Table, member_id: int, view: SavedView | None) -> None:
    """The view a member's list shows when they come to it."""
    _prefer(store, table, member_id, default_view=view)


@transaction.atomic
def choose_columns(*, store: Store, table: Table, member_id: int, keys: list[str] | None) -> None:
    every = table.of(store).columns
    known = [column.key for column in every if column.fixed or keys and column.key in keys]
    _prefer(store, table, member_id, columns=known if keys is not None else None)


@transaction.atomic
def choose_density(*, store: Store, table: Table, member_id: int, density: str) -> None:
    _prefer(store, table, member_id, density=density)


def _prefer(store: Store, table: Table, member_id: int, **values) -> None:
    ListPreference.objects.update_or_create(
        store=store, list_key=table.key, member_id=member_id, defaults=values
    )


def _named(name: str, others) -> str:
    name = name.strip()
    if not name:
        raise CannotSaveView(_("Give the view a name."))
    if others.filter(name__iexact=name).exists():
        raise CannotSaveView(_("There is a view of that name already."))
    return name


def _beside(view: SavedView):
    same_list = SavedView.objects.filter(store_id=view.store_id).of(view.list_key, view.member_id)
    return same_list.exclude(pk=view.pk)


def _held(view: SavedView, member_id: int, may_change_any: bool) -> SavedView:
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    if view.member_id != member_id and not may_change_any:
        raise CannotChangeView(_("Only the person who saved this view can change it."))
    return view


def _tell(event, view: SavedView, by: Actor, changed: dict | None = None) -> None:
    told = event(store_id=view.store_id, view_id=view.pk, list_key=view.list_key, subject_label=view.name)
    publish(told, by=by, changes=changed)
