from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import StoreModel
from customers.models.people import Customer


class ExternalId(StoreModel):
    """What the shop's own systems call a customer. One person may have several."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="external_ids")
    value = models.CharField(_("external id"), max_length=100, db_collation="C")
    # {"first_name": "1 2026-11-20T09:30:00.000000Z"}: which news each detail was taken from, so that
    # news that comes late or twice never takes a customer back. See customers.services.intake.
    versions = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "value"], name="external_id_once_per_store"),
        ]

    def __str__(self):
        return self.value
