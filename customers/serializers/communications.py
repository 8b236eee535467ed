from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import ActorSerializer, MomentField, StrictModelSerializer
from customers.communications import Communication, worded
from customers.models import Interaction
from customers.models.interactions import LONGEST_DAY


class InteractionSerializer(StrictModelSerializer):
    example = {
        "id": "01928b1d-0a2b-7d4e-8c11-6f5e4d3c2b1b",
        "kind": "call",
        "direction": "out",
        "outcome": "left_message",
        "happened_at": "2026-11-20T09:30:00Z",
        "minutes": 4,
        "text": "Asked about the size of the boots.",
        "author": {"kind": "api_key", "name": "Helpdesk"},
        "created_at": "2026-11-20T09:31:00Z",
        "edited_at": None,
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    happened_at = MomentField(required=False, help_text="Now, unless told; never in the future.")
    minutes = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=LONGEST_DAY, help_text="How long it took."
    )
    text = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    author = serializers.SerializerMethodField()

    class Meta:
        model = Interaction
        fields = [
            "id",
            "kind",
            "direction",
            "outcome",
            "happened_at",
            "minutes",
            "text",
            "author",
            "created_at",
            "edited_at",
        ]
        read_only_fields = ["created_at", "edited_at"]

    @extend_schema_field(ActorSerializer)
    def get_author(self, interaction: Interaction) -> dict:
        return ActorSerializer({"kind": interaction.author_kind, "name": interaction.author_label}).data


class WordedListSerializer(serializers.ListSerializer):
    """The page's events become what stands behind them, all at once."""

    def to_representation(self, data):
        return super().to_representation(worded(self.context["store"], data))


class CommunicationSerializer(serializers.Serializer):
    example = {
        "id": "01928b1d-0a2b-7d4e-8c11-6f5e4d3c2b1c",
        "channel": "email",
        "direction": "out",
        "happened_at": "2026-11-20T09:30:00Z",
        "subject": "Your boots",
        "text": "Hello Ana, they are back in your size.",
        "state": "sent",
        "outcome": "",
        "minutes": None,
        "by": {"kind": "staff", "name": "Jo Marsh"},
    }

    id = serializers.UUIDField(source="public_id")
    channel = serializers.CharField(help_text="email, call, meeting or other; more as channels are added.")
    direction = serializers.ChoiceField(choices=["out", "in"])
    happened_at = serializers.DateTimeField()
    subject = serializers.CharField()
    text = serializers.CharField()
    state = serializers.CharField(
        help_text="Of what was sent: waiting, sending, sent, failed, bounced, unsure."
    )
    outcome = serializers.CharField(help_text="Of what was logged by hand.")
    minutes = serializers.IntegerField(allow_null=True)
    by = serializers.SerializerMethodField()

    class Meta:
        list_serializer_class = WordedListSerializer

    @extend_schema_field(ActorSerializer)
    def get_by(self, told: Communication) -> dict:
        return ActorSerializer({"kind": told.by_kind, "name": told.by}).data
