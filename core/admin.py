from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.models import (
    BulkRun,
    EventRecord,
    Heartbeat,
    Job,
    JobError,
    ParkedEvent,
    PeriodicRun,
    SavedView,
    Store,
    StoreSettings,
    Upload,
)
from core.read_only_admin import ReadOnlyAdmin, ReadOnlyInline, StoreRowAdmin


class StoreSettingsInline(ReadOnlyInline):
    model = StoreSettings
    fields = readonly_fields = ("group", "values", "changed_at")


@admin.register(Store)
class StoreAdmin(ReadOnlyAdmin):
    list_display = ("name", "created_at", "closed_at", "its_rows")
    list_filter = (("closed_at", admin.EmptyFieldListFilter), "created_at")
    search_fields = ("name", "=public_id")
    inlines = (StoreSettingsInline,)

    @admin.display(description=_("See"))
    def its_rows(self, store):
        return format_html(
            '<a href="{}?store__id__exact={}">{}</a> · <a href="{}?store__id__exact={}">{}</a>',
            reverse("admin:accounts_membership_changelist"),
            store.pk,
            _("people"),
            reverse("admin:core_eventrecord_changelist"),
            store.pk,
            _("activity"),
        )


@admin.register(EventRecord)
class EventRecordAdmin(StoreRowAdmin):
    list_display = ("happened_at", "name", "actor_label", "subject_label", "ip")
    list_filter = ("actor_kind",)
    search_fields = ("=name", "=request_id")
    ordering = ("-happened_at", "-pk")

    def get_queryset(self, request):
        return super().get_queryset(request).by_others_than_visitors()


@admin.register(ParkedEvent)
class ParkedEventAdmin(StoreRowAdmin):
    list_display = ("name", "handler", "attempts", "next_try_at")
    list_filter = ("handler",)
    search_fields = ("=name",)


@admin.register(Job)
class JobAdmin(StoreRowAdmin):
    list_display = ("title", "kind", "state", "done", "total", "started_by_label", "created_at")
    list_filter = ("state", "kind", "queue")
    search_fields = ("title", "=public_id")
    hidden = ("params", "lease_token")


@admin.register(JobError)
class JobErrorAdmin(StoreRowAdmin):
    list_display = ("job", "row_number", "reason")
    list_select_related = ("store", "job")
    search_fields = ("=job__public_id",)
    hidden = ("value",)


@admin.register(PeriodicRun)
class PeriodicRunAdmin(ReadOnlyAdmin):
    list_display = ("job", "slot", "outcome", "started_at", "finished_at", "attempts")
    list_filter = ("outcome", "job")
    search_fields = ("=job",)


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnlyAdmin):
    list_display = ("part", "host", "seen_at")


@admin.register(Upload)
class UploadAdmin(StoreRowAdmin):
    list_display = ("name", "kind", "type", "size", "by_label", "created_at")
    list_filter = ("kind",)
    search_fields = ("name", "=public_id")


@admin.register(SavedView)
class SavedViewAdmin(StoreRowAdmin):
    list_display = ("name", "list_key", "shared")
    list_filter = ("list_key", "shared")


@admin.register(BulkRun)
class BulkRunAdmin(StoreRowAdmin):
    list_display = ("verb", "list_key", "done", "created_at", "undone_at")
    list_filter = ("list_key",)
