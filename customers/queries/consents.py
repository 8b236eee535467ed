"""Who agreed to what: of one person for their pages, of many as a condition."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from core.models import Store
from customers.consenting import Key, Standing, standing
from customers.models import (
    AccountStatus,
    Channel,
    Consent,
    ConsentRecord,
    ConsentTopic,
    Customer,
    Purpose,
    Word,
)

HAS_ADDRESS: dict[str, Q] = {Channel.EMAIL: Q(email__isnull=False), Channel.SMS: ~Q(phone="")}


def agreed(channel: str, topic: ConsentTopic | None = None, purpose: str = Purpose.MARKETING) -> Q:
    """Customers who agreed, as a condition on them. A topic's own word goes before that of its channel."""
    about = Consent.objects.filter(customer=OuterRef("pk"), purpose=purpose, channel=channel)
    whole = Exists(about.filter(topic=None, word=Word.GIVEN))
    if topic is None:
        return Q(whole)
    own = about.filter(topic=topic)
    return Q(Exists(own.filter(word=Word.GIVEN))) | (Q(whole) & ~Q(Exists(own)))


def reachable(channel: str, topic: ConsentTopic | None = None) -> Q:
    """Customers who may be sent news there: they agreed, have an address, and are not suspended."""
    return HAS_ADDRESS.get(channel, Q()) & Q(status=AccountStatus.ACTIVE) & agreed(channel, topic)


@dataclass(frozen=True)
class Choice:
    """One thing people say yes or no to, and what holds."""

    purpose: Purpose
    channel: str
    topic: ConsentTopic | None
    said: Standing | None  # about the very thing
    holds: Standing | None  # by it, or by the word about the whole channel

    @property
    def name(self) -> str:
        return "-".join(
            filter(None, (self.purpose, self.channel, str(self.topic.public_id if self.topic else "")))
        )

    @property
    def channel_name(self) -> str:
        return str(Channel(self.channel).label)

    @property
    def is_agreed(self) -> bool:
        return self.holds is not None and self.holds.word == Word.GIVEN

    @property
    def is_refused(self) -> bool:
        return self.holds is not None and self.holds.word == Word.WITHDRAWN


def topics_of(store: Store) -> QuerySet[ConsentTopic]:
    return store.consenttopics.filter(archived_at=None).order_by("position", "pk")


def topics_with_counts(store: Store) -> QuerySet[ConsentTopic]:
    """Each with how many said yes and how many said no to it, on any channel."""

    def people(word: str) -> Count:
        return Count("consents__customer", filter=Q(consents__word=word), distinct=True)

    return topics_of(store).annotate(agreed=people(Word.GIVEN), refused=people(Word.WITHDRAWN))


def choices_of(customer: Customer) -> list[Choice]:
    """Channels with their topics, then the other purposes."""
    now: dict[Key, Standing] = {one.key: Standing(one.word, one.since) for one in customer.consents.all()}
    topics = [None, *topics_of(customer.store)]
    keys: list[tuple[Purpose, str, ConsentTopic | None]] = [
        (Purpose.MARKETING, channel, topic) for channel in Channel.values for topic in topics
    ]
    keys += [(Purpose.PROFILING, "", None), (Purpose.SHARING, "", None)]
    return [_choice(now, *one) for one in keys]


def _choice(now: dict[Key, Standing], purpose: Purpose, channel: str, topic: ConsentTopic | None) -> Choice:
    key: Any = (purpose, channel, topic.pk if topic else None)
    return Choice(purpose, channel, topic, now.get(key), standing(now, key))


def ledger_of(customer: Customer) -> QuerySet[ConsentRecord]:
    """What they said, the newest first, each with whether it was taken back as a slip."""
    corrections = ConsentRecord.objects.filter(corrects=OuterRef("pk"))
    said = customer.consent_records.filter(corrects=None).select_related("topic")
    return said.annotate(corrected=Exists(corrections)).order_by("-said_at", "-pk")
