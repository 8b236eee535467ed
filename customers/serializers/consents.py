from django.utils.translation import gettext as _
from rest_framework import serializers

from core.serializers import MomentField, StrictSerializer
from customers.models import Channel, ConsentRecord, Method, Purpose, Word
from customers.queries import topics_of

# What a person does by their own hand is never told by a program.
TOLD_BY_PROGRAMS = (
    Method.CHECKOUT,
    Method.FORM,
    Method.LINK,
    Method.IN_PERSON,
    Method.PHONE,
    Method.WRITTEN,
)


class TopicSerializer(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    text = serializers.CharField(help_text="What it brings, as people read it when they choose.")


class TopicsSerializer(serializers.Serializer):
    example = {
        "topics": [
            {
                "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f05",
                "name": "New arrivals",
                "text": "Once a month, what is new in the shop.",
            }
        ]
    }

    topics = TopicSerializer(many=True)


class StandingSerializer(serializers.Serializer):
    purpose = serializers.ChoiceField(choices=Purpose.choices)
    channel = serializers.ChoiceField(choices=Channel.choices, allow_blank=True)
    topic = TopicSerializer(allow_null=True)
    word = serializers.ChoiceField(
        choices=Word.choices,
        source="holds.word",
        allow_null=True,
        default=None,
        help_text="Null: never asked.",
    )
    since = serializers.DateTimeField(source="holds.since", allow_null=True, default=None)


class ConsentsSerializer(serializers.Serializer):
    example = {
        "consents": [
            {
                "purpose": "marketing",
                "channel": "email",
                "topic": None,
                "word": "given",
                "since": "2026-05-03T10:00:00Z",
            }
        ]
    }

    consents = StandingSerializer(many=True)


class RecordConsentSerializer(StrictSerializer):
    example = {
        "channel": "email",
        "word": "given",
        "method": "checkout",
        "wording": "Yes, send me news and offers by e-mail. I can stop this any time.",
        "form": "Checkout, step 3",
        "said_at": "2026-11-20T09:30:00Z",
        "ip": "203.0.113.9",
        "user_agent": "Mozilla/5.0",
    }

    purpose = serializers.ChoiceField(choices=Purpose.choices, default=Purpose.MARKETING)
    channel = serializers.ChoiceField(
        choices=Channel.choices,
        allow_blank=True,
        default="",
        help_text="For news and offers, and only there.",
    )
    topic = serializers.UUIDField(
        required=False,
        allow_null=True,
        help_text="One of the topics; without, it is about the whole channel.",
    )
    word = serializers.ChoiceField(choices=Word.choices)
    method = serializers.ChoiceField(choices=[(one.value, one.label) for one in TOLD_BY_PROGRAMS])
    wording = serializers.CharField(
        max_length=5000, required=False, help_text="As the person saw it. Needed when they agreed."
    )
    form = serializers.CharField(max_length=200, required=False)
    said_at = MomentField(required=False, help_text="Now, unless told.")
    ip = serializers.IPAddressField(required=False, allow_null=True)
    user_agent = serializers.CharField(max_length=1000, required=False, allow_blank=True)

    def validate_topic(self, topic):
        if topic is None:
            return None
        found = topics_of(self.context["store"]).filter(public_id=topic).first()
        if found is None:
            raise serializers.ValidationError(_("There is no topic with this id."), "unknown")
        return found


class ConsentRecordSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f06",
        "purpose": "marketing",
        "channel": "email",
        "topic": None,
        "word": "given",
        "said_at": "2026-11-20T09:30:00Z",
        "method": "checkout",
        "wording": "Yes, send me news and offers by e-mail. I can stop this any time.",
        "form": "Checkout, step 3",
        "ip": "203.0.113.9",
        "user_agent": "Mozilla/5.0",
        "recorded_by": "Shop",
        "recorded_at": "2026-11-20T09:30:01Z",
        "is_slip": False,
    }

    id = serializers.UUIDField(source="public_id")
    topic = TopicSerializer(allow_null=True)
    recorded_by = serializers.CharField(source="actor_label")
    recorded_at = serializers.DateTimeField(source="created_at")
    is_slip = serializers.BooleanField(help_text="Taken back as a slip by whoever wrote it down.")

    class Meta:
        model = ConsentRecord
        fields = [
            "id",
            "purpose",
            "channel",
            "topic",
            "word",
            "said_at",
            "method",
            "wording",
            "form",
            "ip",
            "user_agent",
            "recorded_by",
            "recorded_at",
            "is_slip",
        ]
        read_only_fields = fields
