"""What staff do with parked events and scheduled jobs."""

from dataclasses import dataclass

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ParkedEventsReplayed(Event):
    name = "platform.parked_events_replayed"
    count: int
    handler: str = ""


@dataclass(frozen=True, kw_only=True)
class ParkedEventsDiscarded(Event):
    name = "platform.parked_events_discarded"
    count: int
    event_name: str
    handler: str


@dataclass(frozen=True, kw_only=True)
class PastEventsReplayed(Event):
    name = "platform.past_events_replayed"
    count: int
    handler: str


@dataclass(frozen=True, kw_only=True)
class ScheduledJobRun(Event):
    name = "platform.scheduled_job_run"
    job: str
