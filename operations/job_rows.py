"""How a job reads on a page."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.jobs import kinds
from core.models import Job, JobState

TONES = {
    JobState.QUEUED: "",
    JobState.RUNNING: "info",
    JobState.DONE: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "warning",
}


@dataclass(frozen=True)
class JobRow:
    job: Job
    now: datetime

    @property
    def tone(self) -> str:
        return TONES[JobState(self.job.state)]

    @property
    def state(self) -> str:
        return _("Stopping") if self.job.is_stopping else str(JobState(self.job.state).label)

    @property
    def kind(self) -> str:
        return str(kinds[self.job.kind].title) if self.job.kind in kinds else self.job.kind

    @property
    def amount(self) -> str:
        """12,300 of 98,000; once done, what came of it."""
        done = number_format(self.job.done, force_grouping=True)
        if self.job.state == JobState.DONE and self.job.outcome:
            return self.job.outcome
        if not self.job.total or self.job.state == JobState.DONE:
            return done if self.job.done else ""
        total = number_format(self.job.total, force_grouping=True)
        return _("%(done)s of %(total)s") % {"done": done, "total": total}

    @property
    def speed(self) -> str:
        """8,200 a second"""
        rate = self.job.rate
        if self.job.state != JobState.RUNNING or not rate:
            return ""
        if rate < 1:
            return _("%(n)s a minute") % {"n": number_format(rate * 60, 0)}
        return _("%(n)s a second") % {"n": number_format(rate, 0, force_grouping=True)}

    @property
    def wait(self) -> str:
        """about 2 minutes left"""
        return "" if self.job.time_left is None else _("%(time)s left") % {"time": rough(self.job.time_left)}

    @property
    def took(self) -> str:
        if not (self.job.started_at and self.job.finished_at):
            return ""
        return rough(self.job.finished_at - self.job.started_at)

    @property
    def has_result(self) -> bool:
        return self.job.has_result(self.now)

    @property
    def result_expired(self) -> bool:
        return bool(self.job.result_expires_at and not self.has_result)


def rough(time: timedelta) -> str:
    """A length of time as one would say it."""
    seconds = round(time.total_seconds())
    if seconds < 1:
        return _("less than a second")
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    if seconds < 3600:
        minutes = round(seconds / 60)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(seconds / 3600)
    return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}


def fingerprint(jobs: list[Job], *more: object) -> str:
    """Changes when anything these jobs show does: an unchanged poll is answered 304."""
    shown = [
        (job.pk, job.state, job.done, job.total, job.error_count, job.cancel_requested_at) for job in jobs
    ]
    return hashlib.sha256(repr((shown, more)).encode()).hexdigest()[:20]
