from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, Store
from customers.models.people import Customer


class RelationKind(models.TextChoices):
    FAMILY = "family", _("Family")
    BUSINESS = "business", _("Business")
    GIFTS = "gifts", _("Gives gifts to")
    SAME_ADDRESS = "same_address", _("Same address")
    OTHER = "other", _("Other")


# As the one sees it who stands second; the others read the same from both ends.
SEEN_FROM_OTHER = {RelationKind.GIFTS: _("Gets gifts from")}


class Relation(PublicModel):
    """Two customers who have to do with each other: one row, seen from both of their pages.

    Only `gifts` has a direction: `customer` gives, `other` gets. For the rest it says who was first.
    """

    store = models.ForeignKey(Store, models.CASCADE, related_name="relations", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="related_to", db_index=False)
    other = models.ForeignKey(Customer, models.CASCADE, related_name="related_from")
    kind = models.CharField(_("kind"), max_length=12, choices=RelationKind.choices)
    note = models.CharField(_("note"), max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "other", "kind"], name="related_once"),
            models.CheckConstraint(condition=~Q(customer=F("other")), name="related_to_another"),
        ]

    def __str__(self):
        return f"{self.customer_id} {self.kind} {self.other_id}"
