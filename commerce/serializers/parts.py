"""Shapes that orders and carts share."""

from rest_framework import serializers

from customers.models import Customer


class OwnerSerializer(serializers.ModelSerializer):
    """Whose it is, as far as known."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    email = serializers.EmailField(allow_null=True)

    class Meta:
        model = Customer
        fields = ["id", "name", "email"]


class ProductIdField(serializers.UUIDField):
    """The product's id; null when the shop names one that Regulars does not know."""

    def __init__(self):
        super().__init__(source="product.public_id", default=None, allow_null=True)
