"""The clock's side: Celery messages that say "look now", and the house's own periodic work."""

import socket
from datetime import datetime, time, timedelta

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import beat, idempotency
from core.beat import events as beat_events  # noqa: F401  (has to be known)
from core.beat import heartbeats, periodic
from core.events import events as house_events  # noqa: F401  (has to be known)
from core.events import months
from core.events.relay import relay
from core.jobs import tasks as job_tasks  # noqa: F401  (registers them)


@shared_task(name="core.relay_events")
def relay_events() -> None:
    relay()


@shared_task(name="core.look_for_due_work")
def look_for_due_work(by_beat: bool = False) -> None:
    """Send each due slot to its queue. Sent twice it does no harm, lost it is found next time."""
    if by_beat:
        heartbeats.seen(heartbeats.BEAT, "")
    for job, slot in beat.due_slots(timezone.now()):
        run_periodic.apply_async(args=[job.name, slot.isoformat()], queue=job.queue, expires=60)


@shared_task(name="core.run_periodic")
def run_periodic(name: str, slot: str) -> None:
    if job := beat.job_named(name):
        beat.run_slot(job, datetime.fromisoformat(slot))


@shared_task(name="core.canary")
def canary(queue: str) -> None:
    heartbeats.seen(queue, socket.gethostname())


@periodic("core.prepare_event_log", title=_("Prepare the event log's next months"), daily_at=time(2, 20))
def prepare_event_log(slot: datetime) -> None:
    months.prepare_months(slot)


@periodic(
    "core.trim_event_log",
    title=_("Delete activity older than each store keeps"),
    daily_at=time(2, 40),
    queue="bulk",
    in_one_transaction=False,
)
def trim_event_log(slot: datetime) -> None:
    months.trim(slot)


@periodic("core.forget_old_runs", title=_("Forget old runs of scheduled jobs"), daily_at=time(3, 0))
def forget_old_runs(slot: datetime) -> None:
    beat.forget_runs_before(slot - timedelta(days=14))


@periodic(
    "core.forget_idempotency_keys",
    title=_("Forget the answers kept for repeated API calls"),
    every=timedelta(hours=1),
)
def forget_idempotency_keys(slot: datetime) -> None:
    idempotency.forget_expired(now=slot)
