from rest_framework import serializers


class StoreSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()


class CallerSerializer(serializers.Serializer):
    """Who calls, for which store, and what they may do."""

    kind = serializers.ChoiceField(choices=["api_key", "staff"])
    name = serializers.CharField()
    store = StoreSerializer()
    permissions = serializers.ListField(child=serializers.CharField())
