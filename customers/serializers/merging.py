from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import OwnedRelatedField, StrictSerializer
from customers.merging.choices import CHOICES
from customers.models import Customer, DuplicatePair, Likeness, Merge

_KEPT = "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01"
_GONE = "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f02"


class PersonSerializer(serializers.ModelSerializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    email = serializers.EmailField(allow_null=True)
    orders = serializers.IntegerField(source="figures.orders_count")

    class Meta:
        model = Customer
        fields = ["id", "name", "email", "phone", "orders", "created_at"]


_PERSON = {
    "id": _KEPT,
    "name": "Ana Lima",
    "email": "ana.lima@gmail.com",
    "phone": "",
    "orders": 6,
    "created_at": "2025-03-02T10:00:00Z",
}


class DuplicateSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1f-1c2d-7e3f-8a4b-5c6d7e8f9a0b",
        "first": _PERSON,
        "second": {**_PERSON, "id": _GONE, "email": "analima@gmail.com", "orders": 1},
        "reasons": ["email"],
        "is_sure": True,
        "found_at": "2026-11-20T03:40:00Z",
    }

    id = serializers.UUIDField(source="public_id")
    first = PersonSerializer()
    second = PersonSerializer()
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=Likeness.choices))
    is_sure = serializers.BooleanField(
        help_text="A mailbox, a claimed address or a number in common, and names that do not contradict it."
    )

    class Meta:
        model = DuplicatePair
        fields = ["id", "first", "second", "reasons", "is_sure", "found_at"]


class MergeWithSerializer(StrictSerializer):
    example = {"other": _GONE, "take": ["phone"]}

    other = OwnedRelatedField(of="customers", help_text="Who becomes part of the customer in the address.")
    take = serializers.ListField(
        child=serializers.ChoiceField(choices=CHOICES),
        max_length=len(CHOICES),
        required=False,
        help_text="The details taken from the other. Unless told: those that the customer lacks.",
    )


class MergeSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b20-2d3e-7f40-9b5c-6d7e8f9a0b1c",
        "customer": _KEPT,
        "merged": _GONE,
        "moved": {"commerce.order.customer": 2, "customers.note.customer": 1},
        "merged_at": "2026-11-20T09:30:00Z",
        "until": "2027-02-18T09:30:00Z",
        "undone_at": None,
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    customer = serializers.UUIDField(source="kept.public_id", read_only=True, help_text="Who is kept.")
    merged = serializers.UUIDField(
        source="gone.public_id", read_only=True, allow_null=True, help_text="Who became part of them."
    )
    moved = serializers.SerializerMethodField(help_text="How many rows of each kind went over.")

    class Meta:
        model = Merge
        fields = ["id", "customer", "merged", "moved", "merged_at", "until", "undone_at"]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_moved(self, merge: Merge) -> dict[str, int]:
        return merge.moved
