"""Overlapping batches at the same moment: nobody is lost, doubled or deadlocked."""

import pytest

from core.actors import SYSTEM
from customers import services
from customers.models import Customer
from tests.customers.deliveries import at, deliver, left_behind, mention
from tests.factories import StoreFactory
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def news(hour, order):
    return [
        {
            "external_id": str(n),
            "email": f"c{n if hour % 2 else (n + 1) % 40}@example.com",  # they swap addresses
            "first_name": f"Name {hour}",
            "updated_at": at(hour),
        }
        for n in order
    ]


def test_overlapping_batches_leave_what_one_after_the_other_leaves():
    forth, back = range(40), range(39, -1, -1)
    batches = [news(1, forth), news(2, back), news(3, forth), news(4, back)]
    together, after = StoreFactory(), StoreFactory()
    outcomes = at_once(*[lambda batch=batch: deliver(together, *batch) for batch in batches])
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    for batch in batches:
        deliver(after, *batch)
    assert left_behind(together) == left_behind(after)


def test_an_edit_by_staff_meets_a_delivery():
    store = StoreFactory()
    deliver(store, *news(1, range(20)))
    edited = Customer.objects.get(external_ids__value="3")
    outcomes = at_once(
        lambda: deliver(store, *news(2, range(20))),
        lambda: services.edit_customer(customer=edited, email="own@example.com", by=SYSTEM, now=at(9)),
        lambda: mention(store, *[{"external_id": str(n), "at": at(3)} for n in range(19, -1, -1)]),
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    edited.refresh_from_db()
    assert edited.email == "own@example.com"
    assert Customer.objects.count() == 20
