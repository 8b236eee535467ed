from rest_framework import serializers

from commerce.models import Cart, CartLine
from commerce.models.money import CENTS
from commerce.queries.carts import CartState
from commerce.serializers.parts import OwnerSerializer, ProductIdField


class CartLineSerializer(serializers.ModelSerializer):
    product = ProductIdField()

    class Meta:
        model = CartLine
        fields = ["key", "product", "title", "variant", "quantity", "price"]


CART = {
    "id": "01928b1e-9a2b-7c3d-8e4f-5a6b7c8d9e0f",
    "external_id": "c-88121",
    "customer": {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "name": "Ana Lima",
        "email": "ana@example.com",
    },
    "currency": "EUR",
    "rate": "1.08000000",
    "state": "abandoned",
    "total": "48.00",
    "value": "51.84",
    "items": 2,
    "coupon_codes": [],
    "recovery_url": "https://shop.example/cart/c-88121",
    "started_at": "2026-11-19T18:02:00Z",
    "touched_at": "2026-11-19T18:20:00Z",
    "ordered_at": None,
    "order": None,
    "lines": [
        {
            "key": "1",
            "product": "01928b1a-0000-7000-8000-000000000001",
            "title": "Merino socks",
            "variant": "M",
            "quantity": 2,
            "price": "24.00",
        }
    ],
}


class CartSerializer(serializers.ModelSerializer):
    example = CART

    id = serializers.UUIDField(source="public_id")
    customer = OwnerSerializer(allow_null=True)
    state = serializers.ChoiceField(choices=CartState.choices)
    value = serializers.DecimalField(**CENTS, help_text="The total in the store's currency.")
    touched_at = serializers.DateTimeField(source="news_at", help_text="When it last changed in the shop.")
    order = serializers.UUIDField(
        source="order.public_id", default=None, allow_null=True, help_text="What it became."
    )
    lines = CartLineSerializer(many=True)

    class Meta:
        model = Cart
        fields = list(CART)
