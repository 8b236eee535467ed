from django.db import models
from django.utils.translation import gettext_lazy as _

from core.ids import Uuid7


class Store(models.Model):
    """The tenant: one shop and everything it owns."""

    public_id = models.UUIDField(db_default=Uuid7(), unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return self.name


class StoreModel(models.Model):
    """Base of every row a store owns."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="%(class)ss", db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class PublicModel(StoreModel):
    """A store's row that pages and API address: they show `public_id`, never the key."""

    public_id = models.UUIDField(db_default=Uuid7(), unique=True, editable=False)

    class Meta:
        abstract = True


def check_same_store(*rows: StoreModel) -> None:
    """Stop a caller that mixes two stores' rows: a mistake of ours, never the user's."""
    if len({row.store_id for row in rows}) > 1:
        raise ValueError(f"Rows of different stores: {rows}")
