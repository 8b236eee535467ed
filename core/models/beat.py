from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class PeriodicRunQuerySet(models.QuerySet):
    def due(self, now):
        """Failed ones whose next try has come, and those a person asked for."""
        return self.filter(next_try_at__lte=now).order_by("next_try_at", "pk")


class PeriodicRun(models.Model):
    """One slot of one periodic job. The unique row makes a second scheduler harmless."""

    job = models.CharField(max_length=100)
    slot = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    asked_by = models.CharField(max_length=200, blank=True)  # a person who pressed "Run now"

    objects = PeriodicRunQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "slot"], name="one_run_per_slot")]
        indexes = [
            models.Index(
                fields=["next_try_at"], name="periodic_due", condition=models.Q(next_try_at__isnull=False)
            )
        ]

    def __str__(self):
        return f"{self.job} of {self.slot}"

    @property
    def duration(self):
        if self.started_at and self.finished_at:
            return self.finished_at - self.started_at


class Heartbeat(models.Model):
    """When a part of the machinery was last seen alive: the beat, or a worker on one queue."""

    part = models.CharField(max_length=50)  # "beat", or the queue's name
    host = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "host"], name="one_heartbeat_per_host")]

    def __str__(self):
        return f"{self.part} on {self.host}"
