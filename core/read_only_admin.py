"""How the Django admin shows rows: everything but secrets, and to look at only.

What may change is changed by a verb, in the app or as an action that calls it, so that its rules and its
event are never gone round.
"""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models
from django.utils.functional import cached_property

from core.events.changes import is_secret

COUNTED_UP_TO = 10_000


class CappedPaginator(Paginator):
    """Counts no further than anybody pages: a table of millions answers as fast as a small one."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:COUNTED_UP_TO].count()


class ReadOnlyAdmin(admin.ModelAdmin):
    hidden: tuple[str, ...] = ()  # secrets, whatever their field is called
    list_per_page = 50
    show_full_result_count = False
    paginator = CappedPaginator
    ordering = ("-pk",)
    actions = None

    def has_add_permission(self, request, *args) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_fields(self, request, obj=None):
        return [field.name for field in self.model._meta.concrete_fields if self._may_be_seen(field)]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    def _may_be_seen(self, field) -> bool:
        is_hidden = field.name in self.hidden or is_secret(field.name) or getattr(field, "is_secret", False)
        return not is_hidden and not isinstance(field, models.BinaryField)


class ReadOnlyInline(admin.TabularInline):
    can_delete = False
    extra = 0

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False


class StoreRowAdmin(ReadOnlyAdmin):
    """Rows of a store: its name stands beside them, and they are found by it."""

    list_select_related = ("store",)

    def get_list_display(self, request):
        return (*self.list_display, "store")

    def get_search_fields(self, request):
        return (*self.search_fields, "=store__name")
