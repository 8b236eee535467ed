from django.db import models

from core.actors import ActorKind
from core.models.stores import StoreModel


class IdempotencyRecord(StoreModel):
    """An answer kept under the caller's key, written in the transaction of the effect it tells of."""

    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content_type = models.CharField(max_length=50, blank=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(null=True)  # null: the answer held a secret and was not kept

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "actor_kind", "actor_id", "key"], name="one_answer_per_idempotency_key"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self):
        return self.key
