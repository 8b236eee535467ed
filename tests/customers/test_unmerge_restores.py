"""Whatever two customers have, a merge and its undoing leave every row of every table as it was."""

import json
import random
from datetime import timedelta

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from core.actors import SYSTEM
from customers import merging, services
from customers.models import Customer, CustomerMetrics, DetailNews
from customers.services.figures import start_figures
from tests.customers.any_rows import Maker
from tests.factories import CustomerFactory, StoreFactory

NOW = timezone.now()
# What tells of the merge itself, and what a task works through.
OF_THE_MERGE = {
    "customers.merge",
    "customers.mergedrows",
    "customers.formerid",
    "core.eventrecord",
    "core.job",
}
MADE_ANEW = {"id", "created_at", "updated_at", "measured_at"}


def dumped(store):
    """Every row the store has, by its table; of automatic tags only who has which."""
    found = {}
    for model in apps.get_models():
        if model._meta.label_lower in OF_THE_MERGE or "store" not in {f.name for f in model._meta.fields}:
            continue
        rows = model._base_manager.filter(store=store)
        rows = rows.exclude(actor_kind="visitor") if model._meta.label_lower == "core.eventrecord" else rows
        found[model._meta.label_lower] = sorted(_told(model, row) for row in rows.values())
    return found


def _told(model, row):
    automatic = model._meta.label_lower == "customers.customertag"
    left_out = MADE_ANEW if automatic else {"updated_at"}
    return json.dumps({name: row[name] for name in row if name not in left_out}, cls=DjangoJSONEncoder)


def timelines(store):
    told = store.events.exclude(name__startswith="customers.customers_").exclude(
        name="customers.lifecycle_changed"
    )
    return sorted(told.values_list("pk", "customer_id", "payload__customer_id"))


models_of_customers = [
    entry for entry in merging.entries() if isinstance(entry, merging.Moves) and "formerid" not in entry.key
]
tried = [*(entry.key for entry in models_of_customers), "commerce.customereventstat.customer"]
counts = st.fixed_dictionaries({}, optional={key: st.tuples(*[st.integers(0, 2)] * 2) for key in tried})
details = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["", "Ana"]),
        "last_name": st.sampled_from(["Lima", "Silva"]),
        "phone": st.sampled_from(["", "+351912345678", "+351912345679"]),
        "status": st.sampled_from(["active", "suspended", "banned"]),
        "company": st.sampled_from(["", "Nordwind"]),
        "birthday": st.sampled_from([None, NOW.date()]),
        "city": st.sampled_from(["", "Porto"]),
        "has_email": st.booleans(),
    }
)
taken = st.one_of(
    st.none(), st.sets(st.sampled_from(["email", "first_name", "phone", "birthday", "company"]))
)


def made(store, has_email, **values):
    customer = CustomerFactory(store=store, **values, **({} if has_email else {"email": None}))
    start_figures(store=store, customer_ids=[customer.pk])
    days = timedelta(days=1)
    CustomerMetrics.objects.filter(customer=customer).update(
        last_seen_at=NOW - customer.pk % 40 * days,
        visits_90d=customer.pk % 5,
        considered_since=NOW - 50 * days,
    )
    if customer.pk % 2:
        DetailNews.objects.create(customer=customer, store=store, versions={"phone": "0 2020-01-01"})
    return customer


@settings(
    max_examples=30,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(details, details, counts, taken, st.integers(0, 10**6))
def test_merging_and_unmerging_restores_every_row_of_every_table(db, one, other, having, taken, seed):
    with transaction.atomic():
        try_once(one, other, having, taken, seed)
        transaction.set_rollback(True)


def try_once(one, other, having, taken, seed):
    store = StoreFactory()
    kept, gone = made(store, **one), made(store, **other)
    maker = Maker(store, random.Random(seed))  # noqa: S311
    for key, numbers in having.items():
        model = apps.get_model(key.rpartition(".")[0])
        for customer, number in zip((kept, gone), numbers, strict=True):
            for _turn in range(number):
                maker.add(model, key.rpartition(".")[2], customer)
    services.add_note(customer=gone, text="Here before", by=SYSTEM, now=NOW)
    merging.follow_up(store, [kept.pk, gone.pk], NOW)
    before, told = dumped(store), timelines(store)

    if taken == {"email"} and not (gone.email or kept.first_name or kept.last_name or kept.phone):
        return
    merge = services.merge_customers(kept=kept, gone=gone, taken=taken, by=SYSTEM, now=NOW)

    assert not Customer.objects.filter(pk=gone.pk).exists()
    assert not any(customer_id == gone.pk for _pk, customer_id, _told in timelines(store))

    services.unmerge_customers(merge=merge, by=SYSTEM, now=NOW)

    after = dumped(store)
    assert {table: rows for table, rows in after.items() if rows != before[table]} == {}
    assert after == before
    assert timelines(store) == told


def test_the_rows_this_is_tried_with_are_of_every_model_that_moves(db):
    store = StoreFactory()
    customer = CustomerFactory(store=store)
    maker = Maker(store, random.Random(1))  # noqa: S311
    for entry in models_of_customers:
        model = apps.get_model(entry.key.rpartition(".")[0])
        assert isinstance(maker.add(model, entry.key.rpartition(".")[2], customer), models.Model), entry.key
