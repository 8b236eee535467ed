from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import ActorSerializer, StrictModelSerializer
from customers.models import Note
from customers.services.notes import LONGEST, LONGEST_HTML


class NoteSerializer(StrictModelSerializer):
    example = {
        "id": "01928b1d-0a2b-7d4e-8c11-6f5e4d3c2b1a",
        "text": "Prefers to be called after six.",
        "html": "<p>Prefers to be called after six.</p>",
        "pinned": False,
        "author": {"kind": "api_key", "name": "Helpdesk"},
        "created_at": "2026-11-20T09:31:00Z",
        "edited_at": None,
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    text = serializers.CharField(
        max_length=LONGEST,
        required=False,
        help_text="The words alone. Send this or html; of both, html counts.",
    )
    html = serializers.CharField(
        source="body",
        max_length=LONGEST_HTML,
        required=False,
        help_text="With p, br, strong, em, u, s, a, lists, headings and quotes; the rest is left out.",
    )
    author = serializers.SerializerMethodField()

    class Meta:
        model = Note
        fields = ["id", "text", "html", "pinned", "author", "created_at", "edited_at"]
        read_only_fields = ["created_at", "edited_at"]

    @extend_schema_field(ActorSerializer)
    def get_author(self, note: Note) -> dict:
        return ActorSerializer({"kind": note.author_kind, "name": note.author_label}).data
