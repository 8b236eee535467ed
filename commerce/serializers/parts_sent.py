"""What orders and carts have in common, as a shop's systems send them."""

from rest_framework import serializers

from core.serializers import DeliveredSerializer, KeyField, MoneyField

OPTIONAL = {"required": False, "allow_null": True}
TEXT = {**OPTIONAL, "allow_blank": True}
MOST_LINES = 500
MOST_PIECES = 1_000_000


class ContactSent(DeliveredSerializer):
    external_id = KeyField(**TEXT, help_text="What the shop calls the customer.")
    email = serializers.CharField(**TEXT, max_length=254)
    phone = serializers.CharField(**TEXT, max_length=40, help_text="With + and country code.")
    first_name = serializers.CharField(**TEXT, max_length=100)
    last_name = serializers.CharField(**TEXT, max_length=100)
    language = serializers.CharField(**TEXT, max_length=10)


class AddressSent(DeliveredSerializer):
    name = serializers.CharField(**TEXT, max_length=200)
    company = serializers.CharField(**TEXT, max_length=200)
    line_1 = serializers.CharField(**TEXT, max_length=200)
    line_2 = serializers.CharField(**TEXT, max_length=200)
    postcode = serializers.CharField(**TEXT, max_length=20)
    city = serializers.CharField(**TEXT, max_length=100)
    region = serializers.CharField(**TEXT, max_length=100)
    country = serializers.CharField(**TEXT, max_length=60)
    phone = serializers.CharField(**TEXT, max_length=40)


class CartLineSent(DeliveredSerializer):
    id = KeyField(**OPTIONAL, help_text="The shop's id of the line; without one, its place in the list.")
    product = KeyField(**TEXT, help_text="The product's external id. It may become known later.")
    title = serializers.CharField(**TEXT, max_length=200)
    variant = serializers.CharField(**TEXT, max_length=200)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES, required=False, default=1)
    price = MoneyField(help_text="Of one piece.")


class OrderLineSent(CartLineSent):
    sku = serializers.CharField(**TEXT, max_length=60)
    discount = MoneyField(**OPTIONAL, help_text="Of the whole line.")


class RateField(serializers.DecimalField):
    def __init__(self, **options):
        super().__init__(**{"max_digits": 18, "decimal_places": 8, "min_value": 0, **OPTIONAL, **options})


def codes(**options) -> serializers.ListField:
    child = serializers.CharField(max_length=60)
    return serializers.ListField(child=child, max_length=20, **OPTIONAL, **options)
