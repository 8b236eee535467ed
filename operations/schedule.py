"""The scheduled jobs and the state of the machinery, as their page shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import beat
from core.beat import heartbeats
from core.models import OutboxEntry, Outcome, PeriodicRun, Store

TONES = {Outcome.DONE: "success", Outcome.FAILED: "danger", Outcome.WAITING: "info"}


@dataclass(frozen=True)
class ScheduledJob:
    name: str
    title: Any
    rhythm: str
    run: PeriodicRun | None
    next_at: datetime

    @property
    def tone(self) -> str:
        return TONES[Outcome(self.run.outcome)] if self.run else ""

    @property
    def outcome(self) -> str:
        if self.run is None:
            return _("Not run yet")
        return str(Outcome(self.run.outcome).label)

    @property
    def is_waiting(self) -> bool:
        return self.run is not None and self.run.outcome == Outcome.WAITING

    @property
    def took(self) -> str:
        if self.run is None or self.run.duration is None:
            return ""
        seconds = self.run.duration.total_seconds()
        return _("%(n)d ms") % {"n": seconds * 1000} if seconds < 1 else _("%(n).1f s") % {"n": seconds}


@dataclass(frozen=True)
class Sign:
    """Whether a part of the machinery gives signs of life."""

    label: str
    seen_at: datetime | None
    is_well: bool


@dataclass(frozen=True)
class Machinery:
    signs: list[Sign]
    waiting_events: int
    oldest_waiting: datetime | None
    parked: int

    @property
    def is_well(self) -> bool:
        return all(sign.is_well for sign in self.signs)


def scheduled_jobs(now: datetime) -> list[ScheduledJob]:
    latest = PeriodicRun.objects.order_by("job", "-started_at", "-slot").distinct("job")  # not begun: first
    runs = {run.job: run for run in latest}
    return [
        ScheduledJob(job.name, job.title, rhythm_of(job), runs.get(job.name), job.next_slot(now))
        for job in sorted(beat.all_jobs(), key=lambda job: str(job.title))
    ]


def rhythm_of(job: beat.Periodic) -> str:
    if job.daily_at:
        return _("Daily at %(time)s UTC") % {"time": f"{job.daily_at:%H:%M}"}
    if job.every == timedelta(hours=1):
        return _("Every hour")
    if job.every % timedelta(hours=1) == timedelta(0):
        return _("Every %(n)d hours") % {"n": job.every // timedelta(hours=1)}
    if job.every % timedelta(minutes=1) == timedelta(0):
        minutes = job.every // timedelta(minutes=1)
        return ngettext("Every minute", "Every %(n)d minutes", minutes) % {"n": minutes}
    return _("Every %(n)d seconds") % {"n": job.every.total_seconds()}


def machinery(store: Store, now: datetime) -> Machinery:
    seen = heartbeats.last_seen()
    silent = heartbeats.silent_parts(now)
    oldest = OutboxEntry.objects.order_by("pk").values_list("happened_at", flat=True).first()
    return Machinery(
        signs=[Sign(_sign_label(part), at, part not in silent) for part, at in seen.items()],
        waiting_events=OutboxEntry.objects.all()[:10_000].count(),
        oldest_waiting=oldest,
        parked=store.parkedevents.count(),
    )


def _sign_label(part: str) -> str:
    return _("Clock") if part == heartbeats.BEAT else _("Worker: %(queue)s") % {"queue": part}
