"""What staff can do with scheduled jobs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.beat.events import ScheduledJobRun
from core.beat.schedule import job_named
from core.events import publish
from core.exceptions import DomainError
from core.models import Outcome, PeriodicRun, Store


class CannotRunJob(DomainError):
    code = "cannot_run_job"


@transaction.atomic
def run_job_now(*, name: str, store: Store, by: Actor, now: datetime) -> None:
    """Ask for a run outside the schedule. The clock finds the row within seconds."""
    job = job_named(name)
    if job is None:
        raise CannotRunJob(_("There is no such job."))
    if PeriodicRun.objects.filter(job=name, outcome=Outcome.WAITING).exists():
        raise CannotRunJob(_("This job is waiting or running already."))
    PeriodicRun.objects.create(
        job=name, slot=now, outcome=Outcome.WAITING, next_try_at=now, asked_by=by.label[:200]
    )
    publish(ScheduledJobRun(store_id=store.pk, subject_label=str(job.title), job=name), by=by)
