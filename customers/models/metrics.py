from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import StoreModel
from customers.models.people import Customer
from customers.models.stages import ActivityStatus, LifecycleStage, RfmGroup, Risk

NOTHING = {"default": 0, "db_default": 0}


def money(label):
    return models.DecimalField(label, max_digits=14, decimal_places=2, **NOTHING)


def score(label):
    """1 to 100; empty while there is nothing to judge by."""
    return models.SmallIntegerField(label, null=True)


class CustomerMetrics(models.Model):
    """The figures of a customer, one narrow row each, so that a million are read in a second.

    Who writes what: the first block is written by commerce from orders, the second by commerce from
    visits and carts, the third by what lies above; the last follows from them and the clock, and only
    customers.services.scores writes it. Whoever writes one of the others calls `rescore` afterwards.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="metrics")
    store = models.ForeignKey("core.Store", models.CASCADE, related_name="customer_metrics", db_index=False)

    orders_count = models.IntegerField(_("orders"), **NOTHING)  # neither cancelled nor test
    paid_orders = models.IntegerField(_("paid orders"), **NOTHING)
    spent = money(_("spent"))  # paid, before refunds
    refunded = money(_("refunded"))
    ltv = money(_("lifetime value"))  # spent - refunded
    aov = models.DecimalField(_("average order"), max_digits=14, decimal_places=2, null=True)
    coupon_orders = models.IntegerField(_("orders with a coupon"), **NOTHING)
    refunded_orders = models.IntegerField(_("orders with a refund"), **NOTHING)
    first_order_at = models.DateTimeField(_("first order"), null=True)
    last_order_at = models.DateTimeField(_("last order"), null=True)
    # The second order, or the one that ended the last pause so long that the customer had churned.
    repeat_since = models.DateTimeField(null=True)
    # The newest ten, newest first: "5 orders in 90 days" is recent_orders[5], without reading orders.
    recent_orders = ArrayField(models.DateTimeField(), default=list, db_default=[])
    recent_values = ArrayField(
        models.DecimalField(max_digits=14, decimal_places=2), default=list, db_default=[]
    )

    last_seen_at = models.DateTimeField(_("last seen in the shop"), null=True)
    last_viewed_at = models.DateTimeField(_("last viewed a product"), null=True)
    last_carted_at = models.DateTimeField(_("last filled a cart"), null=True)
    visits_90d = models.IntegerField(_("visits in 90 days"), **NOTHING)

    known_since = models.DateTimeField(null=True)  # when the customer was added
    advocate_since = models.DateTimeField(null=True)  # a good review, a referral that counted, a promoter
    has_vip_tier = models.BooleanField(default=False, db_default=False)  # of the loyalty programme

    considered_since = models.DateTimeField(null=True)  # first seen to view a product or fill a cart
    days_between = models.FloatField(_("days between orders"), null=True)
    activity_status = models.CharField(
        _("activity"), max_length=10, choices=ActivityStatus.choices, default="", db_default="", blank=True
    )
    lifecycle_stage = models.CharField(
        _("lifecycle stage"),
        max_length=14,
        choices=LifecycleStage.choices,
        default="",
        db_default="",
        blank=True,
    )
    lifecycle_since = models.DateTimeField(null=True)
    # When the clock alone will change activity or stage; see `pass_time`.
    next_change_at = models.DateTimeField(null=True)
    is_vip = models.BooleanField(_("VIP"), default=False, db_default=False)
    is_high_value = models.BooleanField(_("high value"), default=False, db_default=False)
    recency = models.SmallIntegerField(_("recency, 1 to 5"), null=True)
    frequency = models.SmallIntegerField(_("frequency, 1 to 5"), null=True)
    monetary = models.SmallIntegerField(_("monetary, 1 to 5"), null=True)
    rfm_group = models.CharField(
        _("RFM group"), max_length=12, choices=RfmGroup.choices, default="", db_default="", blank=True
    )
    health = score(_("health"))
    # The parts of `health`, before their weights, so that it can say its reasons; engagement is one too.
    health_recency = score(_("recency against own rhythm"))
    health_frequency = score(_("frequency trend"))
    health_spend = score(_("spend trend"))
    health_returns = score(_("returns"))
    engagement_score = score(_("engagement"))
    value_score = score(_("value"))
    churn_probability = models.FloatField(_("churn probability"), null=True)  # in hundredths
    churn_risk = models.CharField(
        _("churn risk"), max_length=6, choices=Risk.choices, default="", db_default="", blank=True
    )
    updated_at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now())

    class Meta:
        indexes = [
            models.Index("store", F("ltv").desc(), F("customer").desc(), name="metrics_by_ltv"),
            models.Index(
                "store",
                F("last_order_at").desc(),
                F("customer").desc(),
                name="metrics_by_last_order",
            ),
            models.Index("store", F("orders_count").desc(), F("customer").desc(), name="metrics_by_orders"),
            models.Index("store", F("aov").desc(), F("customer").desc(), name="metrics_by_aov"),
            models.Index("store", F("health").desc(), F("customer").desc(), name="metrics_by_health"),
            models.Index(
                "store",
                "next_change_at",
                name="metrics_next_change",
                condition=models.Q(next_change_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"figures of customer {self.customer_id}"


class RfmCuts(models.Model):
    """What a store's customers are measured against, so that one of them is scored alone.

    Four values a measure part the quintiles; 19 of the lifetime value part the value score.
    """

    store = models.OneToOneField("core.Store", models.CASCADE, primary_key=True, related_name="rfm_cuts")
    recency = ArrayField(models.DateTimeField(), default=list)
    frequency = ArrayField(models.IntegerField(), default=list)
    monetary = ArrayField(models.DecimalField(max_digits=14, decimal_places=2), default=list)
    value = ArrayField(models.DecimalField(max_digits=14, decimal_places=2), default=list)
    high_value_from = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    usual_days = models.FloatField(null=True)  # between two orders of one customer
    churn = ArrayField(models.FloatField(), default=list)  # r, alpha, a, b of customers.scoring.churn
    churn_fitted_at = models.DateTimeField(null=True)
    measured_at = models.DateTimeField()
    # By what rules everybody was last judged; empty while they are being judged by new cuts.
    judged_by = models.CharField(max_length=32, default="", db_default="", blank=True)

    def __str__(self):
        return f"RFM cuts of {self.store_id}"


class LifecycleChange(StoreModel):
    """A customer went from one stage to another; `from_stage` is empty for the first."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="lifecycle_changes")
    from_stage = models.CharField(max_length=14, choices=LifecycleStage.choices, blank=True)
    to_stage = models.CharField(max_length=14, choices=LifecycleStage.choices)
    reason = models.CharField(max_length=40)  # a key of customers.lifecycle.REASONS
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("store", F("happened_at").desc(), name="lifecycle_of_store")]

    def __str__(self):
        return f"{self.from_stage} → {self.to_stage}"
