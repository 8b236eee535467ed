from rest_framework import serializers


class StaySerializer(serializers.Serializer):
    """Of those who left in the period: after how many days a quarter, half and three quarters had."""

    times = serializers.IntegerField()
    quarter = serializers.IntegerField()
    median = serializers.IntegerField()
    three_quarters = serializers.IntegerField()


class StageSerializer(serializers.Serializer):
    stage = serializers.CharField()
    label = serializers.CharField()
    now = serializers.IntegerField(help_text="Customers at this stage now.")
    share = serializers.FloatField(help_text="Of all customers.")
    half_since = serializers.DateTimeField(
        allow_null=True, help_text="Half of them have been at it since before that."
    )
    was_there = serializers.IntegerField(help_text="At its start or who came during the period.")
    went_on = serializers.IntegerField(help_text="Of these, who came nearer to recommending the shop.")
    fell_back = serializers.IntegerField()
    lost = serializers.IntegerField(help_text="Who went to churn.")
    stayed = serializers.IntegerField()
    onward_share = serializers.FloatField(allow_null=True)
    stays = StaySerializer(allow_null=True)


class StageFlowSerializer(serializers.Serializer):
    came_from = serializers.CharField(help_text="A stage; empty for those who became known.")
    went_to = serializers.CharField()
    times = serializers.IntegerField()


class LifecycleSerializer(serializers.Serializer):
    example = {
        "period": "3m",
        "measured_at": "2026-11-20T09:00:00Z",
        "bottleneck": "purchase",
        "words": ["Half of those who ordered again did so within 47 days."],
        "stages": [
            {
                "stage": "purchase",
                "label": "Purchase",
                "now": 576,
                "share": 0.192,
                "half_since": "2026-07-02T10:12:00Z",
                "was_there": 812,
                "went_on": 96,
                "fell_back": 0,
                "lost": 140,
                "stayed": 576,
                "onward_share": 0.118,
                "stays": {"times": 236, "quarter": 41, "median": 96, "three_quarters": 180},
            }
        ],
        "flows": [{"came_from": "purchase", "went_to": "retention", "times": 96}],
    }

    period = serializers.CharField(source="period.key")
    measured_at = serializers.DateTimeField()
    bottleneck = serializers.CharField(
        source="bottleneck.stage",
        default=None,
        allow_null=True,
        help_text="The stage that the smallest share of those at it left for the next.",
    )
    words = serializers.ListField(child=serializers.CharField(), source="bottleneck_words")
    stages = StageSerializer(many=True)
    flows = StageFlowSerializer(many=True)
