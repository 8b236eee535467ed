"""Two records of one person made one, and what it takes to part them again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.actors import ActorKind
from core.models import PublicModel, StoreModel
from customers.models.people import Customer


class Merge(PublicModel):
    """`gone` went into `kept`: it is out of every list, and can be parted again until `until`.

    `changed` is what it did to the kept one's own details: {"phone": [old, new]}.
    """

    kept = models.ForeignKey(Customer, models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="merged_away")
    gone_label = models.CharField(max_length=200, blank=True, db_default="")
    changed = models.JSONField(default=dict, db_default={})
    moved = models.JSONField(default=dict, db_default={})  # {"orders": 12}: what staff are told
    merged_at = models.DateTimeField(_("merged"))
    until = models.DateTimeField(_("can be undone until"))
    undone_at = models.DateTimeField(_("undone"), null=True)
    by_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merged_into_one_at_most"
            ),
        ]
        indexes = [models.Index("store", F("merged_at").desc(), F("id").desc(), name="merge_newest")]

    def __str__(self):
        return f"{self.gone_label} into {self.kept_id}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class MergedRows(StoreModel):
    """What became of one kind of row in a merge; see customers.merging."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="rows", db_index=False)
    entry = models.CharField(max_length=120)
    keys = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # of the rows that moved
    held = models.JSONField(default=dict, db_default={})  # what else it takes to come back

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "entry"], name="merged_rows_once")]

    def __str__(self):
        return f"{self.entry} of merge {self.merge_id}"


class FormerId(StoreModel):
    """Who was known by this id is part of `customer` now: old links and old addresses find them."""

    public_id = models.UUIDField(unique=True)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="former_ids")
    key = models.BigIntegerField()  # the row of `customers_customer` that had it
    email = models.EmailField(blank=True, default="", db_default="", db_collation="C")

    class Meta:
        indexes = [
            models.Index("key", name="former_key"),
            models.Index("store", "email", name="former_email", condition=~Q(email="")),
        ]

    def __str__(self):
        return f"{self.public_id} is {self.customer_id}"


class Likeness(models.TextChoices):
    CLAIM = "claim", _("Both say they own one e-mail address")
    EMAIL = "email", _("One mailbox under two spellings")
    PHONE = "phone", _("The same phone number")
    NAME = "name", _("The same name at the same place")


class DuplicatePair(PublicModel):
    """Two customers who may be one person; the smaller key is `first`."""

    first = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    reasons = ArrayField(models.CharField(max_length=10, choices=Likeness.choices), default=list)
    is_sure = models.BooleanField(default=False, db_default=False)
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
        ]
        indexes = [
            models.Index(
                "store",
                F("is_sure").desc(),
                F("id").desc(),
                name="duplicates_open",
                condition=Q(dismissed_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.first_id} and {self.second_id}"

    @property
    def reasons_worded(self) -> list:
        return [Likeness(reason).label for reason in self.reasons]
