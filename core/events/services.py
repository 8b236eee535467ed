"""What staff can do with events: try or discard parked ones, replay past ones, have a view noted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events.event import Event, event_names
from core.events.events import ParkedEventsDiscarded, ParkedEventsReplayed, PastEventsReplayed
from core.events.handling import handler_named, handlers_of
from core.events.log import SHARDS
from core.events.publishing import publish
from core.exceptions import DomainError
from core.models import EventRecord, ParkedEvent, Store
from core.outcomes import Outcome

Parked = Sequence[ParkedEvent]
SAME_VIEW = timedelta(minutes=15)


class CannotReplay(DomainError):
    code = "cannot_replay"


@transaction.atomic
def replay_parked(*, parked: Parked, by: Actor, now: datetime) -> Outcome[ParkedEvent]:
    """Have the relay try them again at once, however often they failed before."""
    outcome = _still_parked(parked)
    for row in [row for row in outcome.done if handler_named(row.handler) is None]:
        outcome.done.remove(row)
        outcome.refuse(row, CannotReplay(_("What should handle this event is no longer part of Regulars.")))
    if outcome.done:
        _try_again(_rows(outcome), now)
        publish(_about_parked(ParkedEventsReplayed, outcome), by=by)
    return outcome


@transaction.atomic
def replay_all_parked(*, store: Store, by: Actor, now: datetime) -> int:
    count = _try_again(store.parkedevents.all(), now)
    if count:
        publish(ParkedEventsReplayed(store_id=store.pk, count=count), by=by)
    return count


@transaction.atomic
def discard_parked(*, parked: Parked, by: Actor, now: datetime) -> Outcome[ParkedEvent]:
    """Give events up for their handler. They stay in the log, and can be replayed from there."""
    outcome = _still_parked(parked)
    if outcome.done:
        _rows(outcome).delete()
        publish(_about_parked(ParkedEventsDiscarded, outcome), by=by)
    return outcome


def _still_parked(parked: Parked) -> Outcome[ParkedEvent]:
    """The relay works on them at the same time."""
    there = ParkedEvent.objects.select_for_update().in_bulk([row.pk for row in parked])
    outcome: Outcome[ParkedEvent] = Outcome(done=[row for row in parked if row.pk in there])
    for row in parked:
        if row.pk not in there:
            outcome.refuse(row, CannotReplay(_("This event has been handled meanwhile.")))
    return outcome


def _rows(outcome: Outcome[ParkedEvent]):
    return ParkedEvent.objects.filter(pk__in=[row.pk for row in outcome.done])


def _try_again(rows, now: datetime) -> int:
    return rows.update(next_try_at=now, attempts=1)


def _about_parked(
    event_class: type[ParkedEventsReplayed] | type[ParkedEventsDiscarded], outcome: Outcome
) -> Event:
    """Of what and for whom, when it is one of each."""
    first = outcome.done[0]
    names, handlers = ({getattr(row, key) for row in outcome.done} for key in ("name", "handler"))
    return event_class(
        store_id=first.store_id,
        count=len(outcome.done),
        event_name=first.name if len(names) == 1 else "",
        handler=first.handler if len(handlers) == 1 else "",
    )


@transaction.atomic
def replay_past_events(
    *, handler: str, store: Store, by: Actor, since: datetime, until: datetime, names: list[str] | None = None
) -> int:
    """Give a handler the store's past events once more, oldest first, through the relay.

    Its effect must bear that: a replay is for a handler that is new, or was wrong.
    """
    if handler_named(handler) is None:
        raise CannotReplay(_("There is no handler called %(name)s.") % {"name": handler})
    heard = [name for name in event_names() if handler in [each.name for each in handlers_of(name)]]
    wanted = [name for name in heard if names is None or name in names]
    with connection.cursor() as cursor:
        cursor.execute(_REPLAY, [SHARDS, handler, store.pk, wanted, since, until])
        count = cursor.rowcount
    if count:
        publish(PastEventsReplayed(store_id=store.pk, count=count, handler=handler), by=by)
    return count


_REPLAY = """
INSERT INTO core_outboxentry (event_id, happened_at, shard, handler)
SELECT id, happened_at, store_id %% %s, %s FROM core_eventrecord
WHERE store_id = %s AND name = ANY(%s) AND happened_at >= %s AND happened_at < %s
  AND (customer_id IS NOT NULL OR actor_kind <> 'visitor')
ORDER BY happened_at, id
"""


@transaction.atomic
def record_view(event: Event, *, by: Actor, now: datetime) -> bool:
    """Note that somebody looked at a record: `record_view(ProfileViewed(…), by=request.actor, now=now)`.

    The same person looking at the same record again within a quarter of an hour is not news.
    """
    seen = EventRecord.objects.filter(
        store_id=event.store_id,
        subject_kind=event.subject_kind,
        subject_id=getattr(event, event.subject),
        name=event.name,
        actor_kind=by.kind,
        actor_id=by.id,
        happened_at__gt=now - SAME_VIEW,
    )
    if seen.exists():
        return False
    publish(event, by=by)
    return True
