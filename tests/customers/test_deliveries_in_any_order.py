"""Whatever the order and however often: the same history leaves the same customers."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customers.models import Customer, CustomerMetrics
from tests.customers.deliveries import at, deliver, left_behind, mention
from tests.factories import StoreFactory

pytestmark = pytest.mark.django_db
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
EMAILS = ["ana@example.com", "bo@example.com", "cy@example.com"]
NAMES = st.sampled_from(["", "Ana", "Bo", "Cyd"])
DETAILS = {
    "email": st.sampled_from([None, *EMAILS]),
    "first_name": NAMES,
    "last_name": NAMES,
    "phone": st.sampled_from(["", "+351912345678", "+442079460958"]),
}
# What the shop states of its customers, and what their orders mention, each at some hour.
NEWS = st.fixed_dictionaries(
    {
        "external_id": st.sampled_from(["1", "2", "3"]),
        **DETAILS,
        "hour": st.integers(0, 6),
        "stated": st.booleans(),
    }
)


class Undo(Exception):
    pass


def rows_after(history, size):
    """The rows that a new store has after these deliveries, `size` at once; nothing stays."""
    try:
        with transaction.atomic():
            store = StoreFactory()
            for start in range(0, len(history), size):
                _deliver(store, history[start : start + size])
            found = left_behind(store)
            assert (
                CustomerMetrics.objects.filter(store=store).count()
                == Customer.objects.filter(store=store).count()
            )
            raise Undo
    except Undo:
        return found


def _deliver(store, news):
    for is_stated in (True, False):
        told = [one for one in news if one["stated"] is is_stated]
        bare = [{key: one[key] for key in one if key not in ("hour", "stated")} for one in told]
        if is_stated and told:
            deliver(store, *[{**one, "updated_at": at(n["hour"])} for one, n in zip(bare, told, strict=True)])
        elif told:
            mention(store, *[{**one, "at": at(n["hour"])} for one, n in zip(bare, told, strict=True)])


@SLOW
@given(st.data())
def test_any_order_with_repeats_leaves_the_same_customers(data):
    history = data.draw(st.lists(NEWS, min_size=2, max_size=7))
    repeated = history + data.draw(st.lists(st.sampled_from(history), max_size=4))
    shuffled = data.draw(st.permutations(repeated))
    size = data.draw(st.integers(1, len(shuffled)))
    assert rows_after(shuffled, size) == rows_after(history, len(history))


BY_ADDRESS = st.fixed_dictionaries(
    {**DETAILS, "email": st.sampled_from(EMAILS), "hour": st.integers(0, 6), "stated": st.just(True)}
)


@SLOW
@given(st.data())
def test_customers_known_by_their_address_alone_too(data):
    history = data.draw(st.lists(BY_ADDRESS, min_size=2, max_size=7))
    shuffled = data.draw(st.permutations(history + data.draw(st.lists(st.sampled_from(history), max_size=4))))
    assert rows_after(shuffled, 1) == rows_after(history, len(history))
