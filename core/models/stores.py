from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.ids import Uuid7
from core.store_settings import Brand, Group, Locale

G = TypeVar("G", bound=Group)


class Store(models.Model):
    """The tenant: one shop and everything it owns."""

    public_id = models.UUIDField(db_default=Uuid7(), unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return self.name

    def settings_of(self, group: type[G]) -> G:
        """The store's values of a group: all groups are read at once and kept on this instance."""
        return group.from_stored(self.stored_settings.get(group.key, {}))

    @cached_property
    def stored_settings(self) -> dict[str, dict]:
        return dict(self.setting_rows.values_list("group", "values"))

    @property
    def zone(self) -> ZoneInfo:
        return self.settings_of(Locale).zone

    @property
    def currency(self) -> str:
        return self.settings_of(Locale).currency

    @property
    def logo(self) -> str:
        return self.settings_of(Brand).logo


class StoreSettings(models.Model):
    """What a store chose in one group of `core.store_settings`; what it did not choose is absent."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="setting_rows", db_index=False)
    group = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "group"], name="one_row_per_settings_group")]

    def __str__(self):
        return f"{self.group} of {self.store_id}"


class StoreModel(models.Model):
    """Base of every row a store owns."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="%(class)ss", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class PublicQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-pk")

    def older_than(self, public_id):
        """What came before one row, for the next page of a list that grows at its head."""
        row = self.model._default_manager.filter(public_id=public_id)
        return self.filter(pk__lt=models.Subquery(row.values("pk")))


class PublicModel(StoreModel):
    """A store's row that pages and API address: they show `public_id`, never the key."""

    public_id = models.UUIDField(db_default=Uuid7(), unique=True, editable=False)

    class Meta:
        abstract = True


def check_same_store(*rows: StoreModel) -> None:
    """Stop a caller that mixes two stores' rows: a mistake of ours, never the user's."""
    if len({row.store_id for row in rows}) > 1:
        raise ValueError(f"Rows of different stores: {rows}")
