from django.contrib import admin
from django.contrib.admin.models import LogEntry

from core.read_only_admin import ReadOnlyAdmin


@admin.register(LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """What superusers did here; where a store is concerned, its own activity log has it too."""

    list_display = ("action_time", "user", "content_type", "object_repr", "change_message")
    list_filter = ("action_time",)
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "user__email")
