from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.stores import PublicModel, StoreModel


class SavedViewQuerySet(models.QuerySet):
    def of(self, list_key: str, member_id: int):
        """What the member may see: their own, and those shared with the store."""
        return self.filter(Q(member_id=member_id) | Q(shared=True), list_key=list_key).order_by("name", "pk")


class SavedView(PublicModel):
    """Filters and sort of a list under a name, as a tab above it."""

    list_key = models.CharField(max_length=50)
    member_id = models.BigIntegerField()  # who saved it; memberships lie above core
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=4000, blank=True)
    shared = models.BooleanField(_("shared with the store"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        indexes = [models.Index("store", "list_key", name="savedview_of_list")]

    def __str__(self):
        return self.name


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class ListPreference(StoreModel):
    """How one member likes one list: its columns, its density, the view it opens with."""

    list_key = models.CharField(max_length=50)
    member_id = models.BigIntegerField()
    columns = ArrayField(models.CharField(max_length=50), null=True)
    density = models.CharField(max_length=12, choices=Density.choices, blank=True)
    default_view = models.ForeignKey(SavedView, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "member_id", "list_key"], name="one_preference_per_member_and_list"
            )
        ]

    def __str__(self):
        return self.list_key


class BulkRun(PublicModel):
    """A verb done to many rows, kept so that it can be undone."""

    list_key = models.CharField(max_length=50)
    verb = models.CharField(max_length=50)
    done = models.IntegerField(default=0)
    values = models.JSONField(default=dict, db_default={})  # what the verb was told beside the rows
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index("created_at", name="bulkrun_age")]

    def __str__(self):
        return f"{self.verb} {self.list_key}"


class BulkBatch(models.Model):
    """The rows one transaction of it changed."""

    run = models.ForeignKey(BulkRun, models.CASCADE, related_name="batches")
    keys = ArrayField(models.BigIntegerField())

    def __str__(self):
        return f"{len(self.keys)} rows of run {self.run_id}"
