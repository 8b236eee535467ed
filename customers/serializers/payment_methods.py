from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import StrictModelSerializer
from customers.models import PaymentKind, PaymentMethod


@extend_schema_field({"type": "string", "pattern": "^[0-9]{4}$"})
class LastFourField(serializers.RegexField):
    pass


class PaymentMethodSerializer(StrictModelSerializer):
    example = {
        "id": "01928b1f-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
        "kind": "card",
        "brand": "Visa",
        "last_four": "4242",
        "expires_month": 8,
        "expires_year": 2029,
        "provider": "Stripe",
        "has_token": True,
        "created_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-20T09:30:00Z",
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind = serializers.ChoiceField(
        choices=PaymentKind.choices,
        required=False,
        error_messages={"invalid_choice": _("There is no such kind of payment method.")},  # names no value
    )
    last_four = LastFourField(
        r"^([0-9]{4})?\Z", required=False, allow_blank=True, help_text="Never the whole number."
    )
    expires_month = serializers.IntegerField(min_value=1, max_value=12, required=False, allow_null=True)
    expires_year = serializers.IntegerField(min_value=2000, max_value=2100, required=False, allow_null=True)
    token = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        write_only=True,
        help_text="What the payment service calls it. Kept sealed, never read back.",
    )
    has_token = serializers.SerializerMethodField()

    class Meta:
        model = PaymentMethod
        fields = [
            "id",
            "kind",
            "brand",
            "last_four",
            "expires_month",
            "expires_year",
            "provider",
            "token",
            "has_token",
            "created_at",
            "updated_at",
        ]
        read_only_fields = ["created_at", "updated_at"]

    def get_has_token(self, method: PaymentMethod) -> bool:
        return bool(method.token)
