"""An event as the shop's own systems send it."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from commerce.serializers.collected import KIND, LONGEST_DATA, MOST_PROPERTIES
from core.serializers import DeliveredSerializer, KeyField, MomentField
from customers.contacts import normal_email

NOBODY = gettext_noop("Say whose event it is: send customer or visitor_id.")
VISITOR = r"^[A-Za-z0-9_-]{8,64}\Z"


class EventCustomerSerializer(DeliveredSerializer):
    needs_one_of = ("external_id", "email")

    external_id = KeyField(required=False)
    email = serializers.EmailField(max_length=254, required=False)

    def validate_email(self, email: str) -> str | None:
        return normal_email(email)

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if not told:
            raise serializers.ValidationError(_("Name the customer by external_id or email."), "required")
        return told


class DeliveredEventSerializer(DeliveredSerializer):
    needs_one_of = ("customer", "visitor_id")
    example = {
        "id": "quiz-8812",
        "type": "quiz_finished",
        "happened_at": "2026-11-20T09:30:00Z",
        "customer": {"external_id": "1001", "email": "ana@example.com"},
        "properties": {"result": "Trail runner", "questions": 9},
    }

    id = KeyField(required=False, help_text="The sender's own id. The same id again is the same event.")
    type = serializers.RegexField(
        rf"^{KIND.pattern}\Z",
        max_length=60,
        help_text="page, product, search, cart, checkout, form, or a name of your own.",
    )
    happened_at = MomentField(required=False, help_text="Now, unless told.")
    customer = EventCustomerSerializer(required=False)
    visitor_id = serializers.RegexField(
        VISITOR, max_length=64, required=False, help_text="The browser's id, as /t.js keeps it."
    )
    product = KeyField(required=False, help_text="A product's external id or SKU.")
    path = serializers.CharField(max_length=300, required=False, allow_blank=True)
    properties = serializers.DictField(required=False, help_text="At most 30, and 4,000 characters.")

    def validate_type(self, kind: str) -> str:
        if not KIND.fullmatch(kind):
            raise serializers.ValidationError(_("Letters, digits, spaces and . : _ - only."), "invalid")
        return kind

    def validate_properties(self, told: dict[str, Any]) -> dict[str, Any]:
        if len(told) > MOST_PROPERTIES or len(json.dumps(told)) > LONGEST_DATA:
            raise serializers.ValidationError(_("Send at most 30, with 4,000 characters."), "too_large")
        return told

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if not (told.get("customer") or told.get("visitor_id")):
            raise serializers.ValidationError({"customer": [ErrorDetail(NOBODY, "required")]})
        return told
