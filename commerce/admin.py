from django.contrib import admin

from commerce import models
from core.read_only_admin import StoreRowAdmin


@admin.register(models.Product)
class ProductAdmin(StoreRowAdmin):
    list_display = ("name", "sku", "status", "price", "stock")
    list_filter = ("status",)
    search_fields = ("=external_id", "=upc", "=sku", "=public_id")
    hidden = ("search", "sort_name")


@admin.register(models.Category)
class CategoryAdmin(StoreRowAdmin):
    list_display = ("path",)


@admin.register(models.Order)
class OrderAdmin(StoreRowAdmin):
    list_display = ("number", "status", "total", "currency", "placed_at")
    list_filter = ("status",)
    search_fields = ("=number", "=external_id", "=public_id")


@admin.register(models.OrderLine)
class OrderLineAdmin(StoreRowAdmin):
    list_display = ("title", "order", "quantity", "price")
    list_select_related = ("store", "order")
    search_fields = ("=order__number", "=sku")


@admin.register(models.Payment)
class PaymentAdmin(StoreRowAdmin):
    list_display = ("order", "method", "amount", "state")
    list_select_related = ("store", "order")
    search_fields = ("=order__number",)


@admin.register(models.Shipment)
class ShipmentAdmin(StoreRowAdmin):
    list_display = ("order", "carrier", "tracking_number", "shipped_at")
    list_select_related = ("store", "order")
    search_fields = ("=order__number", "=tracking_number")


@admin.register(models.Refund)
class RefundAdmin(StoreRowAdmin):
    list_display = ("order", "amount", "reason", "by_label", "refunded_at")
    list_select_related = ("store", "order")
    search_fields = ("=order__number",)


@admin.register(models.Cart)
class CartAdmin(StoreRowAdmin):
    list_display = ("external_id", "items", "total", "news_at", "ordered_at")
    search_fields = ("=external_id", "=public_id")


@admin.register(models.WishlistItem)
class WishlistItemAdmin(StoreRowAdmin):
    list_display = ("product", "customer", "added_at", "removed_at")
    list_select_related = ("store", "product", "customer")
    search_fields = ("=customer__email",)


@admin.register(models.ProductWatch)
class ProductWatchAdmin(StoreRowAdmin):
    list_display = ("product", "customer", "kind", "asked_at", "met_at")
    list_select_related = ("store", "product", "customer")
    search_fields = ("=customer__email",)


@admin.register(models.CurrencyRate)
class CurrencyRateAdmin(StoreRowAdmin):
    list_display = ("currency", "rate", "from_day")
    search_fields = ("=currency",)


@admin.register(models.StorefrontKey)
class StorefrontKeyAdmin(StoreRowAdmin):
    list_display = ("name", "key", "mode", "last_used_at", "revoked_at")
    search_fields = ("=key",)


@admin.register(models.Visit)
class VisitAdmin(StoreRowAdmin):
    list_display = ("started_at", "customer", "pages", "source", "device")
    list_select_related = ("store", "customer")
    search_fields = ("=customer__email",)
