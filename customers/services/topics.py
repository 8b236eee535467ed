"""The topics a store's people choose from."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Store
from customers import events
from customers.models import ConsentTopic

MOST_TOPICS = 20


class CannotEditTopic(DomainError):
    code = "cannot_edit_topic"


@transaction.atomic
def add_topic(*, store: Store, name: str, text: str, by: Actor, now: datetime) -> ConsentTopic:
    topics = _held(store)
    if topics.count() >= MOST_TOPICS:
        raise CannotEditTopic(
            _("Nobody chooses from more than %(n)d topics. Archive one first.") % {"n": MOST_TOPICS}
        )
    last = topics.aggregate(last=Max("position"))["last"] or 0
    topic = ConsentTopic.objects.create(
        store=store, name=_named(store, name), text=text.strip(), position=last + 1
    )
    _tell(events.TopicAdded, topic, by)
    return topic


@transaction.atomic
def edit_topic(*, topic: ConsentTopic, name: str, text: str, by: Actor, now: datetime) -> ConsentTopic:
    """What people agreed to keeps its own wording in the ledger."""
    _held(topic.store)
    topic = ConsentTopic.objects.get(pk=topic.pk)
    if changed := changes(topic, name=_named(topic.store, name, but=topic), text=text.strip()):
        topic.save(update_fields=["name", "text"])
        _tell(events.TopicEdited, topic, by, changed)
    return topic


@transaction.atomic
def archive_topic(*, topic: ConsentTopic, by: Actor, now: datetime) -> None:
    """Nobody is offered it any more; what was said about it stays in the ledger."""
    _held(topic.store)
    topic = ConsentTopic.objects.get(pk=topic.pk)
    if topic.archived_at is None:
        topic.archived_at = now
        topic.save(update_fields=["archived_at"])
        _tell(events.TopicArchived, topic, by)


def _held(store: Store):
    """One at a time changes them."""
    Store.objects.select_for_update(no_key=True).get(pk=store.pk)
    return store.consenttopics.filter(archived_at=None)


def _named(store: Store, name: str, but: ConsentTopic | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise CannotEditTopic(_("Give the topic a name."))
    others = store.consenttopics.filter(archived_at=None, name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise CannotEditTopic(_("There is a topic of this name already."))
    return name


def _tell(event, topic: ConsentTopic, by: Actor, changed: dict | None = None) -> None:
    told = event(store_id=topic.store_id, topic_id=topic.pk, subject_label=topic.name)
    publish(told, by=by, changes=changed)
