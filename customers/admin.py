from django.contrib import admin

from core.read_only_admin import StoreRowAdmin
from customers.models import Customer, CustomerMetrics, ExternalId, LifecycleChange, Note, Tag


@admin.register(Customer)
class CustomerAdmin(StoreRowAdmin):
    list_display = ("__str__", "email", "status", "source", "created_at")
    list_filter = ("status", "source")
    search_fields = ("=email", "=phone", "=public_id")
    hidden = ("search", "sort_name")


@admin.register(Note)
class NoteAdmin(StoreRowAdmin):
    list_display = ("customer", "author_label", "pinned", "created_at")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)


@admin.register(ExternalId)
class ExternalIdAdmin(StoreRowAdmin):
    list_display = ("value", "customer")
    list_select_related = ("store", "customer")
    search_fields = ("=value",)


@admin.register(Tag)
class TagAdmin(StoreRowAdmin):
    list_display = ("name", "kind", "colour")
    list_filter = ("kind",)


@admin.register(CustomerMetrics)
class CustomerMetricsAdmin(StoreRowAdmin):
    list_display = ("customer", "orders_count", "ltv", "lifecycle_stage", "health")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)


@admin.register(LifecycleChange)
class LifecycleChangeAdmin(StoreRowAdmin):
    list_display = ("customer", "from_stage", "to_stage", "happened_at")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)
