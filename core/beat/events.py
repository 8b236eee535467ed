"""What staff do with scheduled jobs."""

from dataclasses import dataclass

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ScheduledJobRun(Event):
    name = "platform.scheduled_job_run"
    job: str
