from rest_framework import serializers

from core.serializers import StrictModelSerializer
from customers.countries import COUNTRIES
from customers.models import PARTS, Address


class AddressSerializer(StrictModelSerializer):
    example = {
        "id": "01928b1e-6a7b-7c8d-9e0f-1a2b3c4d5e6f",
        "kind": "shipping",
        "is_main": True,
        "name": "Ana Lima",
        "company": "",
        "line_1": "Rua da Rosa 12",
        "line_2": "",
        "postcode": "1200-387",
        "city": "Lisbon",
        "region": "",
        "country": "PT",
        "phone": "",
        "lines": ["Ana Lima", "Rua da Rosa 12", "1200-387 Lisbon", "Portugal"],
        "source": "api",
        "created_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-20T09:30:00Z",
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    is_main = serializers.BooleanField(
        required=False, help_text="Says where the customer lives. The first address is the main one."
    )
    country = serializers.ChoiceField(
        choices=sorted(COUNTRIES), allow_blank=True, required=False, help_text="Two letters of ISO 3166-1."
    )
    lines = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="As an envelope of that country has it."
    )

    class Meta:
        model = Address
        fields = [
            "id",
            "kind",
            "is_main",
            *PARTS,
            "lines",
            "source",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["source", "created_at", "updated_at"]
