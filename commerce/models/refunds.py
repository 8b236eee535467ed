from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.models.money import amount
from commerce.models.orders import Order, OrderLine
from core.actors import ActorKind
from core.models import PublicModel, StoreModel


class Refund(PublicModel):
    """Money given back. With an `external_id` the shop told us of it; without, staff recorded it here."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="refunds")
    external_id = models.CharField(max_length=100, blank=True, db_collation="C")
    amount = amount(_("amount"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    restocked = models.BooleanField(default=False, db_default=False)
    refunded_at = models.DateTimeField(_("when"))
    by_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    by_id = models.BigIntegerField(null=True, blank=True)
    by_label = models.CharField(max_length=200, blank=True)
    # On the shop's word: what staff had recorded of the same refund before. It is counted once.
    confirms = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="confirmed_by", editable=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "external_id"], condition=~Q(external_id=""), name="refund_once_per_order"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_above_0"),
        ]

    def __str__(self):
        return f"{self.amount}"


class RefundLine(StoreModel):
    refund = models.ForeignKey(Refund, models.CASCADE, related_name="lines")
    line = models.ForeignKey(OrderLine, models.CASCADE, related_name="refund_lines")
    quantity = models.IntegerField(default=1)
    amount = amount(_("amount"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["refund", "line"], name="refund_line_once")]

    def __str__(self):
        return f"{self.quantity} of {self.line_id}"
