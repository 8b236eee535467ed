"""Requests about people's data as JSON."""

from rest_framework import serializers

from core.serializers import OwnedRelatedField, StrictSerializer
from privacy.models import PrivacyRequest, RequestKind


class RequestSent(StrictSerializer):
    example = {
        "customer_id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "kind": "access",
        "received_on": "2026-11-20",
        "note": "By the form on the help page.",
    }

    customer_id = OwnedRelatedField(of="customers", source="customer", help_text="Whose data it is.")
    kind = serializers.ChoiceField(choices=RequestKind.choices)
    received_on = serializers.DateField(required=False, help_text="The day it came; today, unless told.")
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class RequestSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f02",
        "customer_id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "kind": "access",
        "state": "received",
        "channel": "api",
        "received_on": "2026-11-20",
        "due_on": "2026-12-20",
        "note": "By the form on the help page.",
        "refusal": "",
        "closed_at": None,
        "created_at": "2026-11-20T09:30:00Z",
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    customer_id = serializers.UUIDField(source="customer.public_id", read_only=True, allow_null=True)

    class Meta:
        model = PrivacyRequest
        fields = [
            "id",
            "customer_id",
            "kind",
            "state",
            "channel",
            "received_on",
            "due_on",
            "note",
            "refusal",
            "closed_at",
            "created_at",
        ]
        read_only_fields = fields
