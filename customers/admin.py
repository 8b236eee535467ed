from django.contrib import admin

from core.read_only_admin import StoreRowAdmin
from customers.models import Customer, Note


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
