"""What staff can do with jobs, and how a run ends."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import SYSTEM, Actor
from core.events import publish
from core.exceptions import DomainError
from core.jobs.doorbell import ring_after_commit
from core.jobs.events import JobCancelled, JobFailed, JobFinished, JobResumed, JobStarted
from core.jobs.kinds import kinds
from core.models import Store
from core.models.jobs import RESUMABLE, Job, JobState

RESULT_LIFE = timedelta(hours=24)


class CannotStartJob(DomainError):
    code = "cannot_start_job"


class CannotCancelJob(DomainError):
    code = "cannot_cancel_job"


class CannotResumeJob(DomainError):
    code = "cannot_resume_job"


@transaction.atomic
def start_job(
    *,
    kind: str,
    store: Store,
    by: Actor,
    params: dict[str, Any] | None = None,
    title: str = "",
    total: int | None = None,
) -> Job:
    """Put long work in the queue; a worker takes it up once this commits."""
    described = kinds[kind]
    job = Job.objects.create(
        store=store,
        kind=kind,
        queue=described.queue,
        title=title or str(described.title),
        params=params or {},
        total=total,
        started_by_kind=by.kind,
        started_by_id=by.id,
        started_by_label=by.label,
    )
    job.refresh_from_db()
    publish(JobStarted.of(job), by=by)
    ring_after_commit(job.queue)
    return job


@transaction.atomic
def cancel_job(*, job: Job, by: Actor, may_cancel_any: bool, now: datetime) -> Job:
    """Stop a job: at once when it waits, at its next chunk when it runs. What is done stays done.

    Everybody may stop what they started.
    """
    job = Job.objects.select_for_update().get(pk=job.pk)
    if not (may_cancel_any or job.was_started_by(by)):
        raise PermissionDenied(_("You may only cancel jobs that you started."))
    if job.is_finished:
        raise CannotCancelJob(_("This job has already ended."))
    if job.is_stopping:
        return job
    job.cancel_requested_at = now
    job.save(update_fields=["cancel_requested_at"])
    if job.state == JobState.QUEUED:
        _end(job, JobState.CANCELLED, now=now)
    publish(JobCancelled.of(job), by=by)
    return job


@transaction.atomic
def resume_job(*, job: Job, by: Actor, now: datetime) -> Job:
    """Let a failed or cancelled job go on where it stopped."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in RESUMABLE:
        raise CannotResumeJob(_("Only a failed or cancelled job can be resumed."))
    if job.kind not in kinds:
        raise CannotResumeJob(_("This kind of job is no longer offered."))
    job.state = JobState.QUEUED
    job.problem, job.interruptions = "", 0
    job.cancel_requested_at = job.finished_at = job.rung_at = None
    job.due_at = now
    job.save()
    publish(JobResumed.of(job), by=by)
    ring_after_commit(job.queue)
    return job


@transaction.atomic
def finish_job(*, job: Job, outcome: str, now: datetime) -> bool:
    """Mark a run's job done, unless another run holds it by now."""
    if not (job := _held(job)):
        return False
    job.outcome = outcome[:300]
    if job.result_name:
        job.result_expires_at = now + RESULT_LIFE
    _end(job, JobState.DONE, now=now)
    publish(JobFinished.of(job), by=SYSTEM)
    return True


@transaction.atomic
def fail_job(*, job: Job, problem: str, now: datetime) -> bool:
    if not (job := _held(job)):
        return False
    job.problem = problem[:300]
    _end(job, JobState.FAILED, now=now)
    publish(JobFailed.of(job), by=SYSTEM)
    return True


@transaction.atomic
def stop_job(*, job: Job, now: datetime) -> bool:
    """End a run that was asked to stop; who asked is already on record."""
    if not (job := _held(job)):
        return False
    _end(job, JobState.CANCELLED, now=now)
    return True


@transaction.atomic
def put_back(*, job: Job, due_at: datetime, interrupted: bool) -> bool:
    """Give the job back to the queue, to go on from its checkpoint."""
    if not (job := _held(job)):
        return False
    job.state, job.lease_token, job.lease_until = JobState.QUEUED, None, None
    job.interruptions += interrupted
    job.due_at, job.rung_at = due_at, None
    job.save()
    return True


def _held(job: Job) -> Job | None:
    return Job.objects.held(job.lease_token).select_for_update().filter(pk=job.pk).first()


def _end(job: Job, state: JobState, *, now: datetime) -> None:
    job.state, job.finished_at = state, now
    job.lease_token = job.lease_until = None
    job.save()
