from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commerce.models import ProductStatus
from commerce.models.catalog import NO_UPC, UPC
from commerce.paths import LONGEST_PATH, normal_path
from commerce.serializers.parts_sent import OPTIONAL, TEXT
from core.serializers import DeliveredSerializer, KeyField, MomentField, MoneyField, WebAddressField

MOST_PIECES = 2**31 - 1
MOST_TAGS = 50
MOST_CATEGORIES = 50
MOST_ATTRIBUTES = 50
LONGEST_ATTRIBUTE = 60
LEVEL = r"[^>\s][^>]{0,98}"


@extend_schema_field(
    {"type": "string", "maxLength": LONGEST_PATH, "pattern": rf"^{LEVEL}( > {LEVEL}){{0,5}}$"}
)
class PathField(serializers.CharField):
    """A place in the tree, the names from the root: "Footwear > Boots"."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return normal_path(super().to_internal_value(data))
        except DjangoValidationError as exc:
            raise serializers.ValidationError(exc.messages, exc.code) from None


class ProductSent(DeliveredSerializer):
    example = {
        "external_id": "boot-42",
        "updated_at": "2026-11-20T09:30:00Z",
        "name": "Trail boot",
        "sku": "TB-42",
        "upc": "4006381333931",
        "brand": "Fjordwear",
        "description": "Waterproof, resoleable.",
        "price": "129.00",
        "compare_at": "149.00",
        "cost": "61.50",
        "stock": 34,
        "status": "active",
        "categories": ["Footwear > Boots"],
        "tags": ["new"],
        "attributes": {"colour": "Moss"},
        "url": "https://shop.example.com/trail-boot",
    }

    external_id = KeyField(help_text="What the shop calls the product.")
    updated_at = MomentField(
        **OPTIONAL, help_text="When the shop last changed it; now, unless given. The newest delivery wins."
    )
    name = serializers.CharField(max_length=200)
    sku = serializers.CharField(**TEXT, max_length=60)
    upc = serializers.RegexField(
        UPC,
        **TEXT,
        max_length=20,
        help_text="The bar code's number, of one product only.",
        error_messages={"invalid": NO_UPC},
    )
    brand = serializers.CharField(**TEXT, max_length=100)
    description = serializers.CharField(**TEXT, max_length=10_000)
    price = MoneyField(help_text="In the store's currency.")
    compare_at = MoneyField(**OPTIONAL, help_text="Shown struck through.")
    cost = MoneyField(**OPTIONAL)
    stock = serializers.IntegerField(
        **OPTIONAL,
        min_value=-MOST_PIECES,
        max_value=MOST_PIECES,
        help_text="Empty when it is not counted.",
    )
    status = serializers.ChoiceField(
        choices=ProductStatus.choices, **OPTIONAL, help_text="active unless given."
    )
    categories = serializers.ListField(
        child=PathField(),
        max_length=MOST_CATEGORIES,
        **OPTIONAL,
        help_text="Where it is in the tree, the names from the root; what is missing is made.",
    )
    tags = serializers.ListField(
        child=serializers.CharField(max_length=60, allow_blank=True), max_length=MOST_TAGS, **OPTIONAL
    )
    attributes = serializers.DictField(
        child=serializers.CharField(max_length=200, allow_blank=True),
        **OPTIONAL,
        help_text="At most 50 of the shop's own, such as colour.",
    )
    url = WebAddressField(**TEXT, max_length=500, help_text="Its page in the shop.")

    def validate_attributes(self, attributes: dict[str, str] | None) -> dict[str, str] | None:
        if attributes and len(attributes) > MOST_ATTRIBUTES:
            raise serializers.ValidationError(f"Send at most {MOST_ATTRIBUTES}.", "max_length")
        if attributes and any(len(name) > LONGEST_ATTRIBUTE for name in attributes):
            raise serializers.ValidationError(
                f"A name has at most {LONGEST_ATTRIBUTE} characters.", "max_length"
            )
        return attributes

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """Null says the same as nothing."""
        return {name: value for name, value in values.items() if value is not None}
