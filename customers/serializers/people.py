from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.models import EventRecord
from core.serializers import (
    ActorSerializer,
    DeliveredSerializer,
    KeyField,
    MomentField,
    StrictModelSerializer,
)
from customers.contacts import normal_email, normal_phone
from customers.models import Customer, CustomerMetrics
from customers.queries import tags_of
from customers.serializers.further import EXAMPLE, FurtherNewsSerializer, FurtherSerializer


@extend_schema_field({"type": "string", "maxLength": 40, "pattern": r"^\+[1-9](?:[ ().-]{0,2}[0-9]){6,14}$"})
class PhoneField(serializers.CharField):
    pass


class CustomerSerializer(FurtherSerializer, StrictModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "name": "Ana Lima",
        "external_id": "1001",
        "external_ids": ["1001"],
        "email": "ana@example.com",
        "first_name": "Ana",
        "last_name": "Lima",
        "phone": "+351912345678",
        "language": "pt",
        **EXAMPLE,
        "city": "Lisboa",
        "region": "",
        "country": "PT",
        "status": "active",
        "source": "api",
        "created_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-20T09:30:00Z",
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    name = serializers.CharField(read_only=True, help_text="As shown: the full name, else a contact.")
    external_id = serializers.CharField(
        read_only=True, allow_null=True, help_text="What the shop calls the customer; the first, if several."
    )
    external_ids = serializers.ListField(source="known_as", child=serializers.CharField(), read_only=True)
    email = serializers.EmailField(
        max_length=254, allow_null=True, allow_blank=True, required=False, help_text="Unique in the store."
    )
    phone = PhoneField(
        max_length=40, allow_blank=True, required=False, help_text="With + and country code; kept as E.164."
    )

    class Meta:
        model = Customer
        fields = [
            "id",
            "name",
            "external_id",
            "external_ids",
            "email",
            "first_name",
            "last_name",
            "phone",
            "language",
            "company",
            "birthday",
            "gender",
            "time_zone",
            "socials",
            "owner",
            "custom",
            "city",
            "region",
            "country",
            "status",
            "source",
            "created_at",
            "updated_at",
        ]
        # The place is that of the main address.
        read_only_fields = [
            "city",
            "region",
            "country",
            "status",
            "source",
            "created_at",
            "updated_at",
        ]

    def validate_email(self, email: str | None) -> str | None:
        return normal_email(email)

    def validate_phone(self, phone: str) -> str:
        return normal_phone(phone)


class MetricsSerializer(serializers.ModelSerializer):
    """Money is in the store's currency. What cannot be judged yet is null."""

    example = {
        "orders": 6,
        "spent": "412.50",
        "refunded": "30.00",
        "ltv": "382.50",
        "average_order": "68.75",
        "first_order_at": "2025-03-02T10:00:00Z",
        "last_order_at": "2026-11-08T18:20:00Z",
        "days_between_orders": 123.3,
        "activity_status": "active",
        "lifecycle_stage": "retention",
        "lifecycle_since": "2025-06-11T08:00:00Z",
        "is_vip": False,
        "is_high_value": True,
        "rfm": {"recency": 5, "frequency": 4, "monetary": 4, "group": "champions"},
        "health": 82,
        "churn_probability": 0.12,
        "churn_risk": "low",
        "engagement_score": 64,
        "value_score": 85,
    }

    orders = serializers.IntegerField(source="orders_count")
    average_order = serializers.DecimalField(source="aov", max_digits=14, decimal_places=2, allow_null=True)
    days_between_orders = serializers.FloatField(source="days_between", allow_null=True)
    rfm = serializers.SerializerMethodField(help_text="1 to 5 each, 5 is best, and the group they make.")

    class Meta:
        model = CustomerMetrics
        fields = [
            "orders",
            "spent",
            "refunded",
            "ltv",
            "average_order",
            "first_order_at",
            "last_order_at",
            "days_between_orders",
            "activity_status",
            "lifecycle_stage",
            "lifecycle_since",
            "is_vip",
            "is_high_value",
            "rfm",
            "health",
            "churn_probability",
            "churn_risk",
            "engagement_score",
            "value_score",
        ]

    @extend_schema_field(
        {
            "type": "object",
            "properties": {
                **{
                    name: {"type": "integer", "nullable": True}
                    for name in ("recency", "frequency", "monetary")
                },
                "group": {"type": "string"},
            },
        }
    )
    def get_rfm(self, figures: CustomerMetrics) -> dict:
        return {
            "recency": figures.recency,
            "frequency": figures.frequency,
            "monetary": figures.monetary,
            "group": figures.rfm_group,
        }


class CustomerProfileSerializer(CustomerSerializer):
    example = {**CustomerSerializer.example, "tags": ["High spender"], "metrics": MetricsSerializer.example}

    tags = serializers.SerializerMethodField()
    metrics = MetricsSerializer(source="figures", read_only=True)

    class Meta(CustomerSerializer.Meta):
        fields = [*CustomerSerializer.Meta.fields, "tags", "metrics"]

    def get_tags(self, customer: Customer) -> list[str]:
        return [tag.name for tag in tags_of(customer)]


class ContactSerializer(DeliveredSerializer):
    """Somebody as another system tells of them; what is empty or left out is not known there."""

    external_id = KeyField(required=False, allow_blank=True, allow_null=True)
    email = serializers.EmailField(max_length=254, required=False, allow_null=True, allow_blank=True)
    phone = PhoneField(
        max_length=40,
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text="With + and country code; kept as E.164.",
    )
    first_name = serializers.CharField(max_length=100, required=False, allow_null=True, allow_blank=True)
    last_name = serializers.CharField(max_length=100, required=False, allow_null=True, allow_blank=True)
    language = serializers.CharField(max_length=10, required=False, allow_null=True, allow_blank=True)

    def validate_email(self, email: str | None) -> str | None:
        return normal_email(email)

    def validate_phone(self, phone: str | None) -> str:
        return normal_phone(phone)


class CustomerNewsSerializer(FurtherNewsSerializer, ContactSerializer):
    example = {
        "external_id": "1001",
        "email": "ana@example.com",
        "first_name": "Ana",
        "last_name": "Lima",
        "phone": "+351912345678",
        "language": "pt",
        **{name: value for name, value in EXAMPLE.items() if name not in ("socials", "owner")},
        "updated_at": "2026-11-20T09:30:00Z",
    }

    updated_at = MomentField(
        required=False,
        allow_null=True,
        help_text="When the shop last changed them; now, unless told. Older news never replaces newer.",
    )


class ChangeSerializer(serializers.Serializer):
    field = serializers.CharField()
    old = serializers.JSONField()
    new = serializers.JSONField()


class HistorySerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4b-7a11-8d22-1a2b3c4d5e6f",
        "name": "customers.customer_edited",
        "happened_at": "2026-11-20T09:32:00Z",
        "actor": {"kind": "staff", "name": "Jo Marsh"},
        "subject": "Ana Lima",
        "changes": [{"field": "phone", "old": "", "new": "+351912345678"}],
    }

    id = serializers.UUIDField(source="public_id")
    actor = serializers.SerializerMethodField()
    subject = serializers.CharField(source="subject_label", help_text="What it was about, as shown then.")
    changes = serializers.SerializerMethodField()

    class Meta:
        model = EventRecord
        fields = ["id", "name", "happened_at", "actor", "subject", "changes"]

    @extend_schema_field(ActorSerializer)
    def get_actor(self, record: EventRecord) -> dict:
        return ActorSerializer({"kind": record.actor_kind, "name": record.actor_label}).data

    @extend_schema_field(ChangeSerializer(many=True))
    def get_changes(self, record: EventRecord) -> list[dict]:
        return [{"field": name, "old": old, "new": new} for name, (old, new) in record.changes.items()]
