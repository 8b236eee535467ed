from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, StoreModel
from customers.models.people import Customer


class TagKind(models.TextChoices):
    MANUAL = "manual", _("By hand")
    RULE = "rule", _("Automatic")  # kept in step with a rule of ours, named by `source_key`
    AFFINITY = "affinity", _("From what was bought")


TONES = {
    "red": "danger",
    "amber": "warning",
    "green": "success",
    "blue": "info",
    "violet": "accent",
}


class Tag(PublicModel):
    """A word a store puts on customers."""

    name = models.CharField(_("name"), max_length=60)
    colour = models.CharField(_("colour"), max_length=20, default="slate")
    kind = models.CharField(_("kind"), max_length=10, choices=TagKind.choices, default=TagKind.MANUAL)
    source_key = models.CharField(max_length=100, blank=True)  # "at_risk", "category:12"; empty by hand

    class Meta:
        constraints = [
            models.UniqueConstraint("store", models.functions.Lower("name"), name="tag_name_once_per_store"),
            models.UniqueConstraint(
                fields=["store", "source_key"],
                condition=~models.Q(source_key=""),
                name="automatic_tag_once_per_store",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def tone(self) -> str:
        return TONES.get(self.colour, "")

    @property
    def is_manual(self) -> bool:
        return self.kind == TagKind.MANUAL


class CustomerTag(StoreModel):
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="tagged", db_index=False)
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="tagged", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "tag"], name="tagged_once")]
        indexes = [
            models.Index("store", "tag", "customer", name="tagged_of_tag"),
            models.Index("tag", name="tagged_tag"),
        ]

    def __str__(self):
        return f"{self.tag_id} on {self.customer_id}"
