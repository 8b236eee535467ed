"""What somebody wants, as the shop's own systems tell it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from commerce.models import ProductWatch, WatchKind, WishlistItem
from core.serializers import KeyField, MomentField, StrictSerializer
from customers.contacts import Contact, normal_email

SOMEBODY = {"external_id": "1001", "email": "ana@example.com"}


class WhoSerializer(StrictSerializer):
    """Whose it is: found by external id, else by e-mail, and made when unknown."""

    needs_one_of = ("external_id", "email")
    external_id = KeyField(required=False)
    email = serializers.EmailField(max_length=254, required=False)

    def validate_email(self, email: str) -> str | None:
        return normal_email(email)

    def validate(self, told: dict[str, Any]) -> Contact:
        if not told:
            raise serializers.ValidationError(_("Name the customer by external_id or email."), "required")
        return Contact(**told)


class WishSent(StrictSerializer):
    example = {"customer": SOMEBODY, "wished": True, "at": "2026-11-20T09:30:00Z"}

    customer = WhoSerializer()
    wished = serializers.BooleanField(default=True, help_text="false takes it off the wishlist.")
    at = MomentField(required=False, help_text="When; the newest word counts. Now, unless told.")


class WishSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "wished": True,
        "added_at": "2026-11-20T09:30:00Z",
        "removed_at": None,
    }

    id = serializers.UUIDField(source="public_id")
    wished = serializers.SerializerMethodField()

    class Meta:
        model = WishlistItem
        fields = ["id", "wished", "added_at", "removed_at"]

    def get_wished(self, item: WishlistItem) -> bool:
        return item.removed_at is None


class WatchSent(StrictSerializer):
    example = {"customer": SOMEBODY, "kind": "price_drop"}

    customer = WhoSerializer()
    kind = serializers.ChoiceField(choices=WatchKind.choices)


class WatchSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f02",
        "kind": "price_drop",
        "price_then": "119.00",
        "asked_at": "2026-11-20T09:30:00Z",
    }

    id = serializers.UUIDField(source="public_id")

    class Meta:
        model = ProductWatch
        fields = ["id", "kind", "price_then", "asked_at"]
