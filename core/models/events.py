from django.db import models
from django.utils.translation import gettext_lazy as _

from core.actors import ActorKind
from core.ids import Uuid7
from core.models.stores import PublicModel, Store

BY_OTHERS = ~models.Q(actor_kind=ActorKind.VISITOR)


class EventRecordQuerySet(models.QuerySet):
    def by_others_than_visitors(self):
        """A storefront tells so much that the indexes of the activity list leave it out."""
        return self.filter(BY_OTHERS)

    def newest_first(self):
        return self.order_by("-happened_at", "-pk")


class EventRecord(models.Model):
    """Something that happened: audit log, customer timeline, trigger and webhook feed in one.

    Append-only: the database refuses to change or delete a row (see core.events.log). The table is
    partitioned by month of `happened_at`, so its true key is (id, happened_at), and nothing can
    point at it with a foreign key.
    """

    public_id = models.UUIDField(db_default=Uuid7(), editable=False)
    # Without a constraint: it would lock the store's row once per event.
    store = models.ForeignKey(
        Store, models.DO_NOTHING, related_name="events", db_index=False, db_constraint=False
    )
    customer_id = models.BigIntegerField(null=True)  # customers lies above core
    actor_kind = models.CharField(_("who"), max_length=20, choices=ActorKind.choices)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    name = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=100)  # "customers.note"
    subject_id = models.BigIntegerField(null=True)
    subject_label = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)  # {"field": [old, new]}
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300)
    request_id = models.CharField(max_length=100)
    happened_at = models.DateTimeField()

    objects = EventRecordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["store", "-happened_at", "-id"], name="event_activity", condition=BY_OTHERS),
            models.Index(
                # The name, last, so that a filter by it reads no event it does not show.
                fields=["store", "customer_id", "-happened_at", "-id", "name"],
                name="event_timeline",
                condition=models.Q(customer_id__isnull=False),
            ),
            models.Index(
                fields=["store", "subject_kind", "subject_id", "-happened_at", "-id"],
                name="event_subject",
                condition=models.Q(subject_id__isnull=False),
            ),
            models.Index(
                fields=["store", "actor_kind", "actor_id", "-happened_at", "-id"],
                name="event_actor",
                condition=models.Q(actor_id__isnull=False) & BY_OTHERS,
            ),
            models.Index(
                fields=["store", "name", "-happened_at", "-id"], name="event_name", condition=BY_OTHERS
            ),
        ]
        constraints = [
            # What is delivered twice under one id is one event.
            models.UniqueConstraint(fields=["public_id", "happened_at"], name="event_once"),
        ]

    def __str__(self):
        return self.name


class OutboxEntry(models.Model):
    """An event its handlers have not had yet. The relay removes it in the transaction of their work."""

    event_id = models.BigIntegerField()
    happened_at = models.DateTimeField()  # finds the event's partition
    shard = models.SmallIntegerField()
    handler = models.CharField(max_length=200, blank=True)  # "" is all of them; a replay names one

    class Meta:
        indexes = [models.Index(fields=["shard", "id"], name="outbox_next")]

    def __str__(self):
        return f"event {self.event_id}"


class ParkedEventQuerySet(models.QuerySet):
    def due(self, now):
        return self.filter(next_try_at__lte=now).order_by("next_try_at", "pk")


class ParkedEvent(PublicModel):
    """An event that one handler failed on. It is tried again later and holds nobody up meanwhile."""

    event_id = models.BigIntegerField()
    happened_at = models.DateTimeField()
    name = models.CharField(_("event"), max_length=100)
    handler = models.CharField(_("handler"), max_length=200)
    error = models.TextField(_("error"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    next_try_at = models.DateTimeField(_("next try"), null=True)  # empty: only a person tries again

    objects = ParkedEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_id", "handler"], name="parked_once_per_handler"),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], name="parked_due"),
            models.Index(fields=["store", "-id"], name="parked_of_store"),
        ]

    def __str__(self):
        return f"{self.name} to {self.handler}"

    @property
    def title(self):
        return self.name.rpartition(".")[2].replace("_", " ").capitalize()

    @property
    def last_line(self):
        return self.error.strip().rpartition("\n")[2][:120]


class RelayShard(models.Model):
    """Remembers a relay that died at work, so that an event which kills its worker is found and parked."""

    shard = models.SmallIntegerField(primary_key=True)
    deaths = models.PositiveSmallIntegerField(default=0)
    suspect_id = models.BigIntegerField(null=True)  # outbox entry tried alone

    def __str__(self):
        return f"shard {self.shard}"
