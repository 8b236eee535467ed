from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Store, StoreModel
from customers.models.people import Customer


class ExternalId(StoreModel):
    """What the shop's own systems call a customer. One person may have several."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="external_ids")
    value = models.CharField(_("external id"), max_length=100, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "value"], name="external_id_once_per_store"),
        ]

    def __str__(self):
        return self.value


class DetailNews(models.Model):
    """Which news each detail of a customer was taken from, so that late news never takes it back.

    `versions` is {"first_name": "1 2026-11-20T09:30:00.000000Z"}: who said it, then when. The greatest
    wins. See customers.services.people.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="news")
    store = models.ForeignKey(Store, models.CASCADE, related_name="+", db_index=False)
    versions = models.JSONField(default=dict, db_default={})
    # The customer's own address by the latest news, while another customer has it by later news.
    wanted_email = models.EmailField(blank=True, default="", db_default="", db_collation="C")

    class Meta:
        indexes = [
            models.Index("store", "wanted_email", name="wanted_email", condition=~Q(wanted_email="")),
        ]

    def __str__(self):
        return f"news of customer {self.customer_id}"
