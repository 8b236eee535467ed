from rest_framework import serializers


class FiguresSerializer(serializers.Serializer):
    example = {
        "customers": 1284,
        "active": 1268,
        "suspended": 14,
        "banned": 2,
        "new_last_30_days": 96,
        "new_30_days_before": 81,
        "with_email": 1190,
        "with_phone": 640,
    }

    customers = serializers.IntegerField(help_text="All but erased ones.")
    active = serializers.IntegerField()
    suspended = serializers.IntegerField()
    banned = serializers.IntegerField()
    new_last_30_days = serializers.IntegerField()
    new_30_days_before = serializers.IntegerField(help_text="The 30 days before those, to compare with.")
    with_email = serializers.IntegerField()
    with_phone = serializers.IntegerField()


class OverviewSerializer(serializers.Serializer):
    """Rates are of those who ordered; what nobody can say yet is null."""

    customers = serializers.IntegerField()
    new = serializers.IntegerField(help_text="In the last 30 days.")
    new_before = serializers.IntegerField(help_text="In the 30 days before those.")
    buyers = serializers.IntegerField(help_text="Those who ordered.")
    returning = serializers.IntegerField(help_text="Those who ordered more than once.")
    churned = serializers.IntegerField()
    returning_rate = serializers.FloatField(allow_null=True)
    churn_rate = serializers.FloatField(allow_null=True)
    average_ltv = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    average_order = serializers.DecimalField(max_digits=14, decimal_places=2, allow_null=True)
    as_of = serializers.DateTimeField()


class KindSerializer(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()
    customers = serializers.IntegerField()
    ltv = serializers.DecimalField(max_digits=16, decimal_places=2, help_text="Of all of them together.")


_KINDS = [{"name": "retention", "label": "Retention", "customers": 412, "ltv": "84210.50"}]


class AnalyticsSerializer(serializers.Serializer):
    example = {
        "overview": {
            "customers": 1284,
            "new": 96,
            "new_before": 81,
            "buyers": 930,
            "returning": 412,
            "churned": 201,
            "returning_rate": 0.443,
            "churn_rate": 0.216,
            "average_ltv": "132.40",
            "average_order": "61.20",
            "as_of": "2026-11-20T09:30:00Z",
        },
        "lifecycle_stage": _KINDS,
        "activity_status": [{"name": "active", "label": "Active", "customers": 610, "ltv": "98100.00"}],
        "rfm_group": [{"name": "champions", "label": "Champions", "customers": 88, "ltv": "40120.00"}],
        "churn_risk": [{"name": "low", "label": "Low", "customers": 402, "ltv": "71000.00"}],
    }

    overview = OverviewSerializer()
    lifecycle_stage = KindSerializer(many=True)
    activity_status = KindSerializer(many=True)
    rfm_group = KindSerializer(many=True)
    churn_risk = KindSerializer(many=True)
