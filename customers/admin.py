from django.contrib import admin

from core.read_only_admin import StoreRowAdmin
from customers.models import (
    Address,
    ConsentRecord,
    ConsentTopic,
    Customer,
    CustomerMetrics,
    CustomField,
    Email,
    ExternalId,
    ImportBatch,
    Interaction,
    LifecycleChange,
    Merge,
    Note,
    PaymentMethod,
    Tag,
)


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


@admin.register(Address)
class AddressAdmin(StoreRowAdmin):
    list_display = ("customer", "kind", "city", "country", "is_main")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)
    hidden = ("household",)


@admin.register(PaymentMethod)
class PaymentMethodAdmin(StoreRowAdmin):
    list_display = ("customer", "brand", "last_four", "provider")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)


@admin.register(Interaction)
class InteractionAdmin(StoreRowAdmin):
    list_display = ("customer", "kind", "outcome", "author_label", "happened_at")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)


@admin.register(Email)
class EmailAdmin(StoreRowAdmin):
    list_display = ("customer", "to_address", "state", "problem", "sent_at")
    list_filter = ("state",)
    list_select_related = ("store", "customer")
    search_fields = ("=to_address",)


@admin.register(ConsentTopic)
class ConsentTopicAdmin(StoreRowAdmin):
    list_display = ("name", "archived_at")


@admin.register(ConsentRecord)
class ConsentRecordAdmin(StoreRowAdmin):
    list_display = ("customer", "purpose", "channel", "word", "method", "said_at")
    list_filter = ("channel", "word")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)


@admin.register(CustomField)
class CustomFieldAdmin(StoreRowAdmin):
    list_display = ("label", "key", "kind", "archived_at")


@admin.register(ImportBatch)
class ImportBatchAdmin(StoreRowAdmin):
    list_display = ("name", "state", "rows", "created", "updated", "skipped", "by_label")
    list_filter = ("state",)


@admin.register(Merge)
class MergeAdmin(StoreRowAdmin):
    list_display = ("kept", "gone_label", "by_label", "merged_at", "undone_at")
    list_select_related = ("store", "kept")
