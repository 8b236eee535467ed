from rest_framework import serializers

from commerce.models import OrderStatus
from commerce.serializers.parts_sent import (
    MOST_LINES,
    OPTIONAL,
    TEXT,
    AddressSent,
    ContactSent,
    OrderLineSent,
    RateField,
    codes,
)
from core.serializers import DeliveredSerializer, KeyField, MomentField, MoneyField

MOST_PARTS = 100


class PaymentSent(DeliveredSerializer):
    id = KeyField(**OPTIONAL)
    method = serializers.CharField(max_length=40, help_text="card, paypal, invoice …")
    brand = serializers.CharField(**TEXT, max_length=40)
    last_four = serializers.CharField(**TEXT, max_length=4)
    amount = MoneyField()
    state = serializers.CharField(**TEXT, max_length=20, help_text="paid unless you say otherwise.")
    paid_at = MomentField(**OPTIONAL)


class ShipmentSent(DeliveredSerializer):
    id = KeyField(**OPTIONAL)
    carrier = serializers.CharField(**TEXT, max_length=60)
    tracking_number = serializers.CharField(**TEXT, max_length=100)
    tracking_url = serializers.URLField(**TEXT, max_length=500)
    shipped_at = MomentField(**OPTIONAL)
    delivered_at = MomentField(**OPTIONAL)


class RefundLineSent(DeliveredSerializer):
    line = KeyField(help_text="The id of the order's line.")
    quantity = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False, default=1)
    amount = MoneyField(**OPTIONAL)


class RefundSent(DeliveredSerializer):
    id = KeyField()
    amount = MoneyField()
    reason = serializers.CharField(**TEXT, max_length=300)
    restocked = serializers.BooleanField(required=False, default=False)
    refunded_at = MomentField(**OPTIONAL)
    lines = RefundLineSent(many=True, required=False, max_length=MOST_LINES)


class OrderSent(DeliveredSerializer):
    example = {
        "external_id": "5001",
        "number": "R-5001",
        "updated_at": "2026-11-20T09:32:00Z",
        "placed_at": "2026-11-20T09:30:00Z",
        "paid_at": "2026-11-20T09:31:00Z",
        "currency": "USD",
        "shipping": "5.00",
        "tax": "8.40",
        "lines": [
            {
                "id": "1",
                "product": "boot-42",
                "sku": "BT-42",
                "title": "Trail boot",
                "variant": "42, moss",
                "quantity": 1,
                "price": "120.00",
                "discount": "12.00",
            }
        ],
        "payments": [{"id": "p-1", "method": "card", "amount": "121.40", "paid_at": "2026-11-20T09:31:00Z"}],
        "customer": {"external_id": "77", "email": "ana@example.com", "first_name": "Ana"},
        "coupon_codes": ["MOSS10"],
        "channel": "online",
        "cart_id": "cart-900",
        "visitor_id": "9f8e7d6c",
    }

    external_id = KeyField()
    number = KeyField(**TEXT, max_length=60, help_text="As people see it; the external id unless given.")
    status = serializers.ChoiceField(
        choices=OrderStatus.choices, **OPTIONAL, help_text="It follows from the times unless given."
    )
    updated_at = MomentField(
        **OPTIONAL, help_text="When the shop last changed the order; the newest delivery wins."
    )
    placed_at = MomentField()
    paid_at = MomentField(**OPTIONAL)
    fulfilled_at = MomentField(**OPTIONAL)
    shipped_at = MomentField(**OPTIONAL)
    delivered_at = MomentField(**OPTIONAL)
    cancelled_at = MomentField(**OPTIONAL)
    is_test = serializers.BooleanField(required=False, default=False)
    currency = serializers.CharField(**TEXT, max_length=3, help_text="The store's own unless given.")
    rate = RateField(
        help_text="What one unit is worth in the store's currency; that of the day unless given."
    )
    merchandise = MoneyField(**OPTIONAL, help_text="Lines before discounts; worked out unless given.")
    discount = MoneyField(**OPTIONAL, help_text="Of all lines; worked out unless given.")
    shipping = MoneyField(**OPTIONAL)
    tax = MoneyField(**OPTIONAL)
    total = MoneyField(**OPTIONAL, help_text="Worked out unless given.")
    lines = OrderLineSent(many=True, allow_empty=False, max_length=MOST_LINES)
    payments = PaymentSent(many=True, required=False, max_length=MOST_PARTS)
    shipments = ShipmentSent(many=True, required=False, max_length=MOST_PARTS)
    refunds = RefundSent(many=True, required=False, max_length=MOST_PARTS)
    customer = ContactSent(**OPTIONAL)
    coupon_codes = codes()
    channel = serializers.CharField(**TEXT, max_length=40)
    device = serializers.CharField(**TEXT, max_length=20)
    utm_source = serializers.CharField(**TEXT, max_length=100)
    utm_medium = serializers.CharField(**TEXT, max_length=100)
    utm_campaign = serializers.CharField(**TEXT, max_length=100)
    shipping_address = AddressSent(**OPTIONAL)
    billing_address = AddressSent(**OPTIONAL)
    note = serializers.CharField(**TEXT, max_length=2000)
    cart_id = KeyField(**TEXT, help_text="The external id of the cart it was made from.")
    visitor_id = KeyField(**TEXT, max_length=64, help_text="What the storefront script calls the browser.")
