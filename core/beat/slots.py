"""The slots of jobs: which are due, and that each is done once."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone

from core.beat.schedule import Periodic, all_jobs, job_named
from core.exceptions import text_of
from core.locks import if_free
from core.models import Outcome, PeriodicRun

logger = structlog.get_logger(__name__)

LOOK_BACK = timedelta(days=7)
MOST_MADE_UP = 100  # slots of one job per look
TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LOCKS = 0x42454154  # the advisory locks of the jobs, one per name


def due_slots(now: datetime) -> list[tuple[Periodic, datetime]]:
    """What should run now: slots without a row, failed ones whose time has come, and wishes."""
    found = [(job, slot) for job in all_jobs() for slot in _missing_slots(job, now)]
    waiting = PeriodicRun.objects.due(now).values_list("job", "slot")
    return found + [(job, slot) for name, slot in waiting if (job := job_named(name))]


def _missing_slots(job: Periodic, now: datetime) -> list[datetime]:
    latest = job.slot_of(now)
    known = PeriodicRun.objects.filter(job=job.name, asked_by="")
    if job.makes_up == "latest":
        return [] if known.filter(slot__gte=latest).exists() else [latest]
    done = set(known.filter(slot__gte=now - LOOK_BACK).values_list("slot", flat=True))
    first = min(done, default=latest)  # a new job makes up nothing
    slots, slot = [], latest
    while slot >= first:
        slots.append(slot)
        slot -= job.step
    return sorted(set(slots) - done)[:MOST_MADE_UP]


def run_slot(job: Periodic, slot: datetime) -> bool:
    """Do the slot's work unless it is done, or someone is at it; says whether this call did it."""
    with if_free(LOCKS, job.name) as is_ours:
        if not is_ours or not _begin(job, slot):
            return False
        try:
            with transaction.atomic() if job.in_one_transaction else nullcontext():
                return _do(job, slot)
        except Exception as error:
            logger.exception("periodic_job_failed", job=job.name)
            _record_failure(job, slot, error)
            return False


def _begin(job: Periodic, slot: datetime) -> bool:
    """Count the try before it is made: work that kills its worker runs out of tries too."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [job.name, slot, now, now + FIRST_WAIT, TRIES])
        return cursor.rowcount == 1


_TAKE = """
INSERT INTO core_periodicrun AS run (job, slot, outcome, started_at, attempts, next_try_at, error, asked_by)
VALUES (%s, %s, 'waiting', %s, 1, %s, '', '')
ON CONFLICT (job, slot) DO UPDATE
SET outcome = 'waiting', started_at = excluded.started_at, attempts = run.attempts + 1,
    next_try_at = CASE WHEN run.attempts + 1 < %s THEN excluded.next_try_at END
WHERE run.outcome <> 'done'
"""


def _do(job: Periodic, slot: datetime) -> bool:
    """The row is locked and marked done in the transaction of the work: together or not at all."""
    runs = PeriodicRun.objects.filter(job=job.name, slot=slot)
    if job.in_one_transaction and not runs.exclude(outcome=Outcome.DONE).select_for_update().exists():
        return False
    job.work(slot)
    runs.update(outcome=Outcome.DONE, finished_at=timezone.now(), next_try_at=None, error="")
    return True


def _record_failure(job: Periodic, slot: datetime, error: Exception) -> None:
    run = PeriodicRun.objects.get(job=job.name, slot=slot)
    run.outcome, run.finished_at = Outcome.FAILED, timezone.now()
    run.error = text_of(error)
    run.next_try_at = None if run.attempts >= TRIES else run.finished_at + FIRST_WAIT * 2**run.attempts
    run.save(update_fields=["outcome", "finished_at", "error", "next_try_at"])


def forget_runs_before(moment: datetime) -> None:
    """Each job's latest run stays, as its answer to "when was it last done?"."""
    latest = PeriodicRun.objects.order_by("job", "-slot").distinct("job").values("pk")
    PeriodicRun.objects.filter(slot__lt=moment).exclude(pk__in=latest).delete()
