from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commerce.models import Order, OrderLine, Payment, Refund, RefundLine, Shipment
from commerce.models.money import CENTS
from commerce.serializers.parts import OwnerSerializer, ProductIdField
from core.serializers import ActorSerializer, MoneyField, StrictSerializer

REFUND = {
    "id": "01928b1e-77aa-7b10-8f00-5a6b7c8d9e0f",
    "external_id": "",
    "amount": "24.00",
    "reason": "Too small",
    "restocked": True,
    "refunded_at": "2026-11-20T11:02:00Z",
    "by": {"kind": "staff", "name": "Jo Marsh"},
    "confirmed_by_shop": False,
    "lines": [{"key": "1", "quantity": 1, "amount": "24.00"}],
}


class OrderLineSerializer(serializers.ModelSerializer):
    product = ProductIdField()
    total = serializers.DecimalField(**CENTS, read_only=True)

    class Meta:
        model = OrderLine
        fields = [
            "key",
            "product",
            "sku",
            "title",
            "variant",
            "quantity",
            "price",
            "discount",
            "total",
            "refunded_quantity",
        ]


class PaymentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Payment
        fields = ["key", "method", "brand", "last_four", "amount", "state", "paid_at"]


class ShipmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Shipment
        fields = ["key", "carrier", "tracking_number", "tracking_url", "shipped_at", "delivered_at"]


class RefundLineSerializer(serializers.ModelSerializer):
    key = serializers.CharField(source="line.key", help_text="The order's line.")

    class Meta:
        model = RefundLine
        fields = ["key", "quantity", "amount"]


class RefundSerializer(serializers.ModelSerializer):
    example = REFUND

    id = serializers.UUIDField(source="public_id")
    by = serializers.SerializerMethodField()
    confirmed_by_shop = serializers.SerializerMethodField(
        help_text="Recorded here first, and then told by the shop too; it counts once."
    )
    lines = RefundLineSerializer(many=True)

    class Meta:
        model = Refund
        fields = list(REFUND)

    @extend_schema_field(ActorSerializer)
    def get_by(self, refund: Refund) -> dict:
        return ActorSerializer({"kind": refund.by_kind, "name": refund.by_label}).data

    def get_confirmed_by_shop(self, refund: Refund) -> bool:
        return getattr(refund, "confirmed_by", None) is not None


ORDER = {
    "id": "01928b1e-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
    "external_id": "5521908",
    "number": "#1042",
    "status": "partly_refunded",
    "is_test": False,
    "customer": {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "name": "Ana Lima",
        "email": "ana@example.com",
    },
    "currency": "EUR",
    "rate": "1.08000000",
    "merchandise": "48.00",
    "discount": "4.80",
    "shipping": "5.00",
    "tax": "9.12",
    "total": "57.32",
    "refunded": "24.00",
    "value": "61.91",
    "refunded_value": "25.92",
    "coupon_codes": ["WELCOME10"],
    "channel": "online",
    "device": "mobile",
    "utm_source": "newsletter",
    "utm_medium": "email",
    "utm_campaign": "autumn",
    "shipping_address": {"city": "Lisbon", "country": "PT"},
    "billing_address": {},
    "note": "",
    "placed_at": "2026-11-18T09:30:00Z",
    "paid_at": "2026-11-18T09:31:00Z",
    "fulfilled_at": None,
    "shipped_at": None,
    "delivered_at": None,
    "cancelled_at": None,
    "lines": [
        {
            "key": "1",
            "product": "01928b1a-0000-7000-8000-000000000001",
            "sku": "SOCK-M",
            "title": "Merino socks",
            "variant": "M",
            "quantity": 2,
            "price": "24.00",
            "discount": "4.80",
            "total": "43.20",
            "refunded_quantity": 1,
        }
    ],
    "payments": [
        {
            "key": "1",
            "method": "card",
            "brand": "Visa",
            "last_four": "4242",
            "amount": "57.32",
            "state": "paid",
            "paid_at": "2026-11-18T09:31:00Z",
        }
    ],
    "shipments": [],
    "refunds": [REFUND],
}


class OrderSerializer(serializers.ModelSerializer):
    example = ORDER

    id = serializers.UUIDField(source="public_id")
    customer = OwnerSerializer(allow_null=True)
    value = serializers.DecimalField(**CENTS, help_text="The total in the store's currency.")
    refunded_value = serializers.DecimalField(**CENTS, help_text="In the store's currency.")
    lines = OrderLineSerializer(many=True)
    payments = PaymentSerializer(many=True)
    shipments = ShipmentSerializer(many=True)
    refunds = RefundSerializer(many=True)

    class Meta:
        model = Order
        fields = list(ORDER)


class RefundedLineSerializer(StrictSerializer):
    key = serializers.CharField(max_length=100, help_text="Of the order's line.")
    quantity = serializers.IntegerField(min_value=1, max_value=1_000_000)


class NewRefundSerializer(StrictSerializer):
    example = {
        "lines": [{"key": "1", "quantity": 1}],
        "reason": "Too small",
        "restock": True,
    }

    amount = MoneyField(
        required=False,
        help_text="In the order's currency. Without amount and lines: all the rest.",
    )
    lines = RefundedLineSerializer(
        many=True, required=False, help_text="What came back; the amount follows from what it cost."
    )
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)
    restock = serializers.BooleanField(
        required=False, default=False, help_text="Put the lines' quantities back in stock."
    )
