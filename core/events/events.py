"""What staff do with parked and past events."""

from dataclasses import dataclass

from core.events.event import Event


@dataclass(frozen=True, kw_only=True)
class AboutParkedEvents(Event):
    count: int
    event_name: str = ""  # when they are all of one name, or for one handler
    handler: str = ""


class ParkedEventsReplayed(AboutParkedEvents):
    name = "platform.parked_events_replayed"


class ParkedEventsDiscarded(AboutParkedEvents):
    name = "platform.parked_events_discarded"


@dataclass(frozen=True, kw_only=True)
class PastEventsReplayed(Event):
    name = "platform.past_events_replayed"
    count: int
    handler: str
