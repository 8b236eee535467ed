from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, Store
from customers.models.people import Customer


class PreferenceKind(models.TextChoices):
    SIZE = "size", _("Size")
    COLOUR = "colour", _("Colour")
    BRAND = "brand", _("Brand")
    CATEGORY = "category", _("Category")
    OTHER = "other", _("Other")


class Preference(PublicModel):
    """What a customer likes or fits into, in the store's words."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="preferences", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="preferences", db_index=False)
    kind = models.CharField(_("kind"), max_length=10, choices=PreferenceKind.choices)
    value = models.CharField(_("what"), max_length=100)
    key = models.GeneratedField(expression=Lower("value"), output_field=models.TextField(), db_persist=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "kind", "key"], name="preferred_once"),
        ]
        indexes = [models.Index("store", "kind", "key", "customer", name="preference_of_store")]

    def __str__(self):
        return self.value
