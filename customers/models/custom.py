from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, StoreModel
from customers.models.people import Customer
from customers.search import Folded

WORD = 100


class FieldKind(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of a list")
    CHOICES = "choices", _("Several of a list")
    YES_NO = "yes_no", _("Yes or no")
    MONEY = "money", _("Amount of money")


class CustomField(PublicModel):
    """What a store keeps of its customers beside what everybody keeps."""

    key = models.CharField(_("key"), max_length=40, db_collation="C")  # for programs, never changed
    label = models.CharField(_("label"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=FieldKind.choices)
    choices = models.JSONField(_("choices"), default=list, db_default=[], blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0, db_default=0)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "key"], name="custom_field_key_once_per_store"),
        ]

    def __str__(self):
        return self.label

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def has_choices(self) -> bool:
        return self.kind in (FieldKind.CHOICE, FieldKind.CHOICES)


def found_by(column: str) -> models.Index:
    there = Q(**{f"{column}__isnull": False})
    return models.Index("store", "field", column, "customer", condition=there, name=f"custom_{column}")


class CustomValue(StoreModel):
    """One value of a customer; several, counted by `place`, where a field takes several of a list.

    Exactly one of the four columns is filled, the one of the field's kind.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="custom_values", db_index=False)
    field = models.ForeignKey(CustomField, models.CASCADE, related_name="values", db_index=False)
    place = models.PositiveSmallIntegerField(default=0, db_default=0)
    text = models.CharField(max_length=500, null=True)  # noqa: DJ001 (null is another kind)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)
    flag = models.BooleanField(null=True)
    word = models.GeneratedField(  # to find by
        expression=Left(Folded(F("text")), WORD),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "field", "place"], name="custom_value_once"),
            models.CheckConstraint(
                condition=Q(text__isnull=False, number=None, day=None, flag=None)
                | Q(text=None, number__isnull=False, day=None, flag=None)
                | Q(text=None, number=None, day__isnull=False, flag=None)
                | Q(text=None, number=None, day=None, flag__isnull=False),
                name="custom_value_of_one_kind",
            ),
        ]
        indexes = [
            models.Index("field", name="custom_field"),
            *(found_by(column) for column in ("word", "number", "day", "flag")),
        ]

    def __str__(self):
        return f"{self.field_id} of customer {self.customer_id}"
