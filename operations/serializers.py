from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.models import Job
from core.serializers import ActorSerializer


class ResultSerializer(serializers.Serializer):
    name = serializers.CharField(source="result_name")
    size = serializers.IntegerField(source="result_size", help_text="In bytes.")
    expires_at = serializers.DateTimeField(source="result_expires_at")


class JobSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "kind": "customers.export",
        "title": "Export customers",
        "state": "running",
        "done": 12300,
        "total": 98000,
        "percent": 12,
        "rate": 8200.5,
        "seconds_left": 10,
        "error_count": 0,
        "outcome": "",
        "problem": "",
        "started_by": {"kind": "staff", "name": "Ana Lima"},
        "result": None,
        "created_at": "2026-11-20T09:30:00Z",
        "started_at": "2026-11-20T09:30:01Z",
        "finished_at": None,
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    percent = serializers.IntegerField(read_only=True, allow_null=True)
    rate = serializers.FloatField(read_only=True, allow_null=True, help_text="Rows a second.")
    seconds_left = serializers.SerializerMethodField()
    started_by = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "title",
            "state",
            "done",
            "total",
            "percent",
            "rate",
            "seconds_left",
            "error_count",
            "outcome",
            "problem",
            "started_by",
            "result",
            "created_at",
            "started_at",
            "finished_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_seconds_left(self, job):
        return None if job.time_left is None else int(job.time_left.total_seconds())

    @extend_schema_field(ActorSerializer)
    def get_started_by(self, job):
        return {"kind": job.started_by_kind, "name": job.started_by_label}

    @extend_schema_field(ResultSerializer(allow_null=True))
    def get_result(self, job):
        return ResultSerializer(job).data if job.result_expires_at else None
