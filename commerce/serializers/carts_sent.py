from rest_framework import serializers

from commerce.serializers.parts_sent import (
    MOST_LINES,
    OPTIONAL,
    TEXT,
    CartLineSent,
    ContactSent,
    RateField,
    codes,
)
from core.serializers import DeliveredSerializer, KeyField, MomentField, MoneyField


class CartSent(DeliveredSerializer):
    example = {
        "external_id": "cart-900",
        "started_at": "2026-11-20T09:10:00Z",
        "updated_at": "2026-11-20T09:25:00Z",
        "currency": "USD",
        "lines": [{"id": "1", "product": "boot-42", "title": "Trail boot", "quantity": 1, "price": "120.00"}],
        "recovery_url": "https://shop.example/cart/900",
        "customer": {"external_id": "77", "email": "ana@example.com"},
        "visitor_id": "9f8e7d6c",
    }

    external_id = KeyField()
    updated_at = MomentField(help_text="When it was last touched; the newest delivery wins.")
    started_at = MomentField(**OPTIONAL, help_text="updated_at unless given.")
    currency = serializers.CharField(**TEXT, max_length=3, help_text="The store's own unless given.")
    rate = RateField(help_text="That of the day unless given.")
    total = MoneyField(**OPTIONAL, help_text="Worked out unless given.")
    lines = CartLineSent(many=True, max_length=MOST_LINES, help_text="Empty when it was emptied.")
    recovery_url = serializers.URLField(**TEXT, max_length=1000)
    coupon_codes = codes()
    customer = ContactSent(**OPTIONAL)
    visitor_id = KeyField(**TEXT, max_length=64, help_text="What the storefront script calls the browser.")
