from django.contrib import admin

from core.read_only_admin import StoreRowAdmin
from privacy.models import Erasure, PrivacyRequest


@admin.register(PrivacyRequest)
class PrivacyRequestAdmin(StoreRowAdmin):
    list_display = ("name", "kind", "state", "received_on", "due_on")
    list_filter = ("kind", "state")


@admin.register(Erasure)
class ErasureAdmin(StoreRowAdmin):
    list_display = ("public_id", "by_label", "erased_at", "filed_at", "replayed_at")
    hidden = ("marks",)
