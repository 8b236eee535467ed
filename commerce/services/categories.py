"""The tree of categories: adding, renaming, moving, deleting. Every path tells the names from the root."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Lower, Substr
from django.utils.translation import gettext as _

from commerce.events import catalog as events
from commerce.models import Category
from commerce.models.catalog import MOST_LEVELS, SEPARATOR
from commerce.paths import LONGEST_PATH, normal_name, with_ancestors
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.models import Store, check_same_store

TREE_LOCK = 0x7EE


class CannotAddCategory(DomainError):
    code = "cannot_add_category"


class CannotRenameCategory(DomainError):
    code = "cannot_rename_category"


class CannotMoveCategory(DomainError):
    code = "cannot_move_category"


class CannotDeleteCategory(DomainError):
    code = "cannot_delete_category"


@transaction.atomic
def add_category(
    *, store: Store, name: str, by: Actor, now: datetime, parent: Category | None = None
) -> Category:
    hold_tree(store)
    parent = _again(parent)
    path = _path(parent, _named(name, CannotAddCategory))
    _check(store, path, CannotAddCategory)
    category = Category.objects.create(
        store=store, parent=parent, name=path.rpartition(SEPARATOR)[2], path=path
    )
    _tell(events.CategoryAdded, category, by)
    return category


@transaction.atomic
def rename_category(*, category: Category, name: str, by: Actor, now: datetime) -> Category:
    """All below follow."""
    hold_tree(category.store)
    category = _locked(category)
    path = _path(category.parent, _named(name, CannotRenameCategory))
    return _take_path(category, path, category.parent, events.CategoryRenamed, CannotRenameCategory, by)


@transaction.atomic
def move_category(*, category: Category, parent: Category | None, by: Actor, now: datetime) -> Category:
    """Under another parent, or to the root, with all below it."""
    hold_tree(category.store)
    category, parent = _locked(category), _again(parent)
    if parent:
        check_same_store(category, parent)
        if parent.pk == category.pk or parent.path.startswith(category.path + SEPARATOR):
            raise CannotMoveCategory(_("A category cannot lie inside itself."))
    path = _path(parent, category.name)
    return _take_path(category, path, parent, events.CategoryMoved, CannotMoveCategory, by)


@transaction.atomic
def delete_category(*, category: Category, by: Actor, now: datetime) -> None:
    """An empty one: nothing is lost."""
    hold_tree(category.store)
    category = _locked(category)
    if category.children.exists():
        raise CannotDeleteCategory(_("There are categories below this one. Move or delete them first."))
    if category.placed.exists():
        raise CannotDeleteCategory(_("There are products in this category. Take them out first."))
    _tell(events.CategoryDeleted, category, by)
    category.delete()


def categories_at(*, store: Store, paths: Iterable[str]) -> dict[str, Category]:
    """The categories of these paths by their lower-cased path; what is missing is made, with all above it."""
    wanted: dict[str, str] = {}
    for path in (above for each in paths for above in with_ancestors(each)):
        wanted.setdefault(path.lower(), path)
    found = _found(store, wanted)
    if len(found) == len(wanted):
        return found
    hold_tree(store)
    found = _found(store, wanted)
    for key in sorted(wanted.keys() - found.keys(), key=lambda key: key.count(SEPARATOR)):
        above, _sign, name = wanted[key].rpartition(SEPARATOR)
        parent = found.get(above.lower())
        path = _path(parent, name)
        found[key] = Category.objects.create(store=store, parent=parent, name=name, path=path)
    return found


def hold_tree(store: Store) -> None:
    """One at a time: paths of many rows change together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [TREE_LOCK, store.pk])


def _found(store: Store, wanted: dict[str, str]) -> dict[str, Category]:
    rows = Category.objects.filter(store=store).annotate(key=Lower("path")).filter(key__in=list(wanted))
    return {row.path.lower(): row for row in rows}


def _locked(category: Category) -> Category:
    return Category.objects.select_related("parent").get(pk=category.pk)


def _again(parent: Category | None) -> Category | None:
    """As it is now: it may have moved since it was read."""
    return Category.objects.get(pk=parent.pk) if parent else None


def _named(name: str, refused_as: type[DomainError]) -> str:
    try:
        return normal_name(name)
    except ValidationError as fault:
        raise refused_as(fault.message) from None


def _path(parent: Category | None, name: str) -> str:
    return f"{parent.path}{SEPARATOR}{name}" if parent else name


def _check(store: Store, path: str, refused_as: type[DomainError], but: int = 0) -> None:
    if path.count(SEPARATOR) >= MOST_LEVELS:
        raise refused_as(_("Categories nest at most six levels deep."))
    if len(path) > LONGEST_PATH:
        raise refused_as(_("The names of all levels together are too long."))
    same = Category.objects.annotate(key=Lower("path")).filter(store=store, key=path.lower())
    if same.exclude(pk=but).exists():
        raise refused_as(_("There is a category of this name here already."))


def _take_path(category, path: str, parent, event, refused_as, by: Actor) -> Category:
    before = category.path
    if path == before and parent == category.parent:
        return category
    _check(category.store, path, refused_as, but=category.pk)
    below = Category.objects.filter(store=category.store_id, path__startswith=before + SEPARATOR)
    for other in below.values_list("path", flat=True):
        _check_shape(path + other[len(before) :], refused_as)
    below.update(path=Concat(Value(path), Substr(F("path"), len(before) + 1)))
    category.name, category.path, category.parent = path.rpartition(SEPARATOR)[2], path, parent
    category.save(update_fields=["name", "path", "parent"])
    _tell(event, category, by, {"path": [before, path]})
    return category


def _check_shape(path: str, refused_as: type[DomainError]) -> None:
    if path.count(SEPARATOR) >= MOST_LEVELS:
        raise refused_as(_("With all below it, it would nest deeper than six levels."))
    if len(path) > LONGEST_PATH:
        raise refused_as(_("The names of all levels together are too long."))


def _tell(event, category: Category, by: Actor, changed: dict | None = None) -> None:
    told = event(store_id=category.store_id, category_id=category.pk, subject_label=category.path)
    publish(told, by=by, changes=changed)
