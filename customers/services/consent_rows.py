"""The ledger as it is read and what follows from it as it is written. The verbs are in `consents`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from core.actors import Actor
from core.models import Store
from customers.consenting import Key, Standing, holds
from customers.models import Consent, ConsentRecord, Customer

Ledger = list[ConsentRecord]
Standings = Mapping[int, Mapping[Key, Standing]]


def locked_ledgers(store: Store, ids: set[int]) -> dict[int, Ledger]:
    """Everything these people said, while nobody else writes any down; slips are marked `is_slip`."""
    locked = Customer.with_deleted.select_for_update(no_key=True).filter(store=store, pk__in=ids)
    list(locked.order_by("pk").values_list("pk", flat=True))
    ledgers: dict[int, Ledger] = {key: [] for key in ids}
    corrections = ConsentRecord.objects.filter(corrects=OuterRef("pk"))
    said = ConsentRecord.objects.filter(store=store, customer__in=ids, corrects=None)
    for record in said.annotate(corrected=Exists(corrections)).select_related("topic").order_by("pk"):
        ledgers[record.customer_id].append(record)
    return ledgers


def all_hold(ledgers: Mapping[int, Ledger]) -> dict[int, dict[Key, Standing]]:
    return {key: holds(counted(ledger)) for key, ledger in ledgers.items()}


def written_by(by: Actor) -> dict[str, Any]:
    return {"actor_kind": by.kind, "actor_id": by.id, "actor_label": by.label[:200]}


def counted(ledger: Ledger) -> Ledger:
    return [one for one in ledger if not one.is_slip]


@transaction.atomic
def keep_consents(*, store: Store, customer_ids: Iterable[int]) -> None:
    """Make what holds what the ledger comes to: for whoever moved records from one customer to another."""
    ids = set(customer_ids)
    ledgers = locked_ledgers(store, ids)
    kept: dict[int, dict[Key, Standing]] = {key: {} for key in ids}
    for one in Consent.objects.filter(store=store, customer__in=ids):
        kept[one.customer_id][one.key] = Standing(one.word, one.since)
    keep(store, kept, all_hold(ledgers))


def keep(store: Store, before: Standings, after: Standings) -> None:
    """Write where what holds is not what was kept."""
    put, gone = [], defaultdict(list)
    for customer_id, now in sorted(after.items()):
        was = before[customer_id]
        for key in was.keys() - now.keys():
            gone[key].append(customer_id)
        put += [_row(store, customer_id, key, now[key]) for key in now if was.get(key) != now[key]]
    for (purpose, channel, topic), ids in gone.items():
        kept = Consent.objects.filter(store=store, customer__in=ids, purpose=purpose, channel=channel)
        kept.filter(topic=topic).delete()
    Consent.objects.bulk_create(
        put,
        batch_size=5000,
        update_conflicts=True,
        unique_fields=["customer", "purpose", "channel", "topic"],
        update_fields=["word", "since"],
    )


def _row(store: Store, customer_id: int, key: Key, said: Standing) -> Consent:
    purpose, channel, topic = key
    return Consent(
        store=store,
        customer_id=customer_id,
        purpose=purpose,
        channel=channel,
        topic_id=topic,
        word=said.word,
        since=said.since,
    )
