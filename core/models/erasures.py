from django.db import models
from django.db.models import Q

from core.models.stores import PublicModel, StoreModel
from core.secrets import SecretField


class ErasureKey(PublicModel):
    """What a store's marks are made with. Without it a mark could be guessed from a list of addresses."""

    secret = SecretField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store"], name="one_erasure_key_per_store")]

    def __str__(self):
        return f"erasure key of {self.store_id}"


class ErasedMark(StoreModel):
    """By which a store knows again whom it erased, without knowing who it was."""

    kind = models.CharField(max_length=12)  # email, phone, external_id
    digest = models.CharField(max_length=64, db_collation="C")
    customer_id = models.BigIntegerField(null=True)  # the blanked row; customers lies above core
    erased_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)  # the person came back

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "kind", "digest"],
                condition=Q(lifted_at=None),
                name="erased_mark_once",
            )
        ]
        indexes = [models.Index("customer_id", name="erased_mark_of_customer")]

    def __str__(self):
        return f"{self.kind} erased {self.erased_at:%Y-%m-%d}"
