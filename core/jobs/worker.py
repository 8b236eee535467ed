"""How a worker takes up a job, carries it through, and what the sweeper does for dead workers."""

import logging
import uuid
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.jobs import services
from core.jobs.doorbell import ring
from core.jobs.heartbeat import Heartbeat
from core.jobs.kinds import kinds
from core.jobs.run import Cancelled, LeaseLost, Run, StintOver
from core.models.jobs import LEASE, Job, JobState

logger = logging.getLogger(__name__)

MAX_INTERRUPTIONS = 5
RING_AGAIN_AFTER = timedelta(seconds=60)
PASSING = (OperationalError, InterfaceError, ConnectionError, TimeoutError, SoftTimeLimitExceeded)


def work(queue: str) -> bool:
    """Take the queue's next job and give it one turn; False when none is due."""
    job = claim(Job.objects.filter(queue=queue))
    if job is None:
        return False
    carry_on(job)
    if Job.objects.due().filter(queue=queue).exists():
        ring(queue)
    return True


def run_job(job: Job) -> Job:
    """Run one job here and now to its end, whatever queue it is in."""
    while claimed := claim(Job.objects.filter(pk=job.pk)):
        carry_on(claimed)
    job.refresh_from_db()
    return job


@transaction.atomic
def claim(jobs) -> Job | None:
    """Lease the next due job: the oldest of the store with the fewest running, so none is starved."""
    running = (
        Job.objects.filter(store=OuterRef("store"), state=JobState.RUNNING)
        .order_by()
        .values("store")
        .annotate(n=Count("pk"))
        .values("n")
    )
    due = jobs.due().annotate(neighbours=Coalesce(Subquery(running), Value(0))).order_by("neighbours", "pk")
    job = due.select_for_update(skip_locked=True, of=("self",)).first()
    if job is None:
        return None
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING,
        lease_token=uuid.uuid4(),
        lease_until=Now() + LEASE,
        started_at=Coalesce("started_at", Now()),
        stint_at=Now(),
        moved_at=Now(),
        stint_done=F("done"),
    )
    return Job.objects.select_related("store").get(pk=job.pk)


def carry_on(job: Job) -> None:
    """Run the job's runner and record how that ended."""
    run = Run(job)
    try:
        with Heartbeat(job):
            outcome = kinds[job.kind].run(run)
    except LeaseLost:
        logger.warning("Job %s was taken over by another worker", job.public_id)
    except Cancelled:
        services.stop_job(job=job, now=timezone.now())
    except StintOver:
        services.put_back(job=job, due_at=timezone.now(), interrupted=False)
    except PASSING as error:
        _try_later(job, error)
    except DomainError as refusal:
        services.fail_job(job=job, problem=str(refusal), now=timezone.now())
    except Exception:
        logger.exception("Job %s (%s) failed", job.public_id, job.kind)
        problem = _("Something went wrong on our side. What was done is kept; you can resume the job.")
        services.fail_job(job=job, problem=problem, now=timezone.now())
    else:
        services.finish_job(job=job, outcome=str(outcome or ""), now=timezone.now())
    finally:
        run.close()


def sweep() -> int:
    """Put abandoned jobs back and ring for every due job nobody has been told of lately."""
    now = timezone.now()
    while _take_back_one():
        pass
    untold = Q(rung_at=None) | Q(rung_at__lt=now - RING_AGAIN_AFTER)
    with transaction.atomic():
        due = list(Job.objects.due().filter(untold).select_for_update(skip_locked=True)[:50])
        Job.objects.filter(pk__in=[job.pk for job in due]).update(rung_at=now)
    for job in due:
        ring(job.queue)
    return len(due)


@transaction.atomic
def _take_back_one() -> bool:
    job = Job.objects.abandoned().select_for_update(skip_locked=True).order_by("pk").first()
    if job is None:
        return False
    if job.cancel_requested_at:
        services.stop_job(job=job, now=timezone.now())
    elif job.interruptions + 1 >= MAX_INTERRUPTIONS:
        problem = _("The work was broken off several times at the same place.")
        services.fail_job(job=job, problem=problem, now=timezone.now())
    else:
        services.put_back(job=job, due_at=timezone.now(), interrupted=True)
    return True


def _try_later(job: Job, error: Exception) -> None:
    """A lost connection or a lock held too long is not the job's fault: wait, then go on."""
    logger.warning("Job %s is put off: %s", job.public_id, type(error).__name__)
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    if job.interruptions + 1 >= MAX_INTERRUPTIONS:
        problem = _("The database or another service did not answer. Try again later.")
        services.fail_job(job=job, problem=problem, now=timezone.now())
        return
    wait = timedelta(seconds=2 ** (job.interruptions + 1))
    services.put_back(job=job, due_at=timezone.now() + wait, interrupted=True)
