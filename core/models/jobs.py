from datetime import timedelta

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, ActorKind
from core.models.stores import PublicModel, PublicQuerySet, StoreModel


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


LEASE = timedelta(seconds=60)  # how long a silent worker is believed to live
UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
RESUMABLE = (JobState.FAILED, JobState.CANCELLED)


class JobQuerySet(PublicQuerySet):
    def due(self):
        """Waiting for a worker, by the database's clock: workers' clocks differ."""
        return self.filter(state=JobState.QUEUED, due_at__lte=Now())

    def abandoned(self):
        """Running by its state, but whoever ran it has not been heard of since."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=Now())

    def held(self, token):
        """The one job this lease still owns; empty once somebody else took it over."""
        return self.filter(state=JobState.RUNNING, lease_token=token)


class Job(PublicModel):
    """Long work that can be watched, left, stopped, and goes on after its worker died."""

    kind = models.CharField(max_length=60)
    queue = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    params = models.JSONField(default=dict, blank=True)
    checkpoint = models.JSONField(default=dict, blank=True)

    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(null=True, blank=True)
    error_count = models.BigIntegerField(default=0)
    outcome = models.CharField(max_length=300, blank=True)  # "1,284 customers tagged"
    problem = models.CharField(max_length=300, blank=True)  # why it failed

    started_by_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    started_by_id = models.BigIntegerField(null=True, blank=True)
    started_by_label = models.CharField(max_length=200, blank=True)

    due_at = models.DateTimeField(db_default=Now())
    rung_at = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    interruptions = models.PositiveSmallIntegerField(default=0)  # since the last committed chunk
    cancel_requested_at = models.DateTimeField(null=True, blank=True)

    # Rate and time left are measured over the present stint: a night spent waiting is not slowness.
    stint_at = models.DateTimeField(null=True, blank=True)
    stint_done = models.BigIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    result_name = models.CharField(max_length=120, blank=True)
    result_size = models.BigIntegerField(default=0)
    result_expires_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["store", "-id"], name="job_list"),
            models.Index(fields=["due_at"], condition=models.Q(state="queued"), name="job_due"),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="job_leased"),
            models.Index(fields=["result_expires_at"], name="job_result_expiry"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_token__isnull=False),
                name="running_job_has_lease",
            ),
            models.CheckConstraint(condition=models.Q(done__gte=0), name="job_done_not_negative"),
        ]

    def __str__(self):
        return self.title

    @property
    def folder(self) -> str:
        """Where its files are; some may be left of chunks that were never committed."""
        return f"jobs/{self.store_id}/{self.public_id}"

    @property
    def started_by(self) -> Actor:
        return Actor(kind=ActorKind(self.started_by_kind), id=self.started_by_id, label=self.started_by_label)

    def was_started_by(self, actor: Actor) -> bool:
        known = (self.started_by_kind, self.started_by_id)
        return self.started_by_id is not None and known == (actor.kind, actor.id)

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED

    @property
    def is_stopping(self) -> bool:
        return self.cancel_requested_at is not None and not self.is_finished

    @property
    def percent(self) -> int | None:
        if self.state == JobState.DONE:
            return 100
        return None if not self.total else min(100, self.done * 100 // self.total)

    @property
    def rate(self) -> float | None:
        """Rows a second over the present stint."""
        if not (self.stint_at and self.moved_at):
            return None
        seconds = (self.moved_at - self.stint_at).total_seconds()
        return (self.done - self.stint_done) / seconds if seconds > 0 else None

    @property
    def time_left(self) -> timedelta | None:
        if self.state != JobState.RUNNING or not self.total or not self.rate:
            return None
        return timedelta(seconds=round(max(0, self.total - self.done) / self.rate))

    def has_result(self, now) -> bool:
        return bool(self.result_name and self.result_expires_at and now < self.result_expires_at)


class JobError(StoreModel):
    """One row a job could not do, and why."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="errors")
    row_number = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    value = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return self.reason


class JobPart(StoreModel):
    """A piece of a job's result file, committed with the chunk that wrote it."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="parts")
    path = models.CharField(max_length=200)
    size = models.BigIntegerField()

    def __str__(self):
        return self.path
