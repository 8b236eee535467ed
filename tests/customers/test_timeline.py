"""The timeline of a customer: by day, by kind, without end, and quick however much happened."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from commerce.events.orders import OrderPlaced, OrderRefunded
from commerce.events.storefront import ProductViewed
from core.activity import timeline_kinds, timeline_names
from core.actors import SYSTEM
from core.events import names_on_timelines, publish, queries
from customers import services
from tests.factories import NoteFactory, OrderFactory

MANY = 10_000


@pytest.fixture
def happen(store, customer):
    def tell(event, ago=timedelta(), **given):
        given = {"store_id": store.pk, "customer_id": customer.pk, **given}
        publish(event(happened_at=timezone.now() - ago, **given), by=SYSTEM)

    return tell


@pytest.fixture
def read(owner, customer):
    def timeline(query=""):
        return owner.get(f"/customers/{customer.public_id}/timeline{query}").content.decode()

    return timeline


@pytest.fixture
def busy(store, customer):
    """Ten thousand looks at products in three years, and hardly anything else."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO core_eventrecord (store_id, customer_id, actor_kind, actor_label, name,
              subject_kind, subject_id, subject_label, payload, changes, user_agent, request_id, happened_at)
            SELECT %s, %s, 'visitor', '', 'commerce.product_viewed', 'commerce.visit', n, 'Boots', '{}', '{}',
              '', '', now() - n * interval '2.5 hours' FROM generate_series(1, %s) AS n""",
            [store.pk, customer.pk, MANY],
        )
        cursor.execute("ANALYZE core_eventrecord")


def test_every_event_of_a_timeline_is_of_one_kind():
    of_kinds = [name for kind in timeline_kinds() for name in timeline_names([kind.key])]
    assert sorted(of_kinds) == names_on_timelines()


def test_the_longest_beginning_decides_the_kind():
    assert "commerce.order_placed" in timeline_names(["orders"])
    assert "commerce.order_placed" not in timeline_names(["shop"])
    assert "commerce.product_viewed" in timeline_names(["shop"])


def test_shows_the_kinds_that_are_chosen(happen, read):
    happen(OrderPlaced, order_id=1, subject_label="R-1")
    happen(ProductViewed, subject_label="Boots")
    assert "R-1" in read()
    assert "Boots" in read()
    assert "R-1" in read("?kind=orders")
    assert "Boots" not in read("?kind=orders")
    assert "Boots" in read("?kind=orders&kind=shop")


def test_an_unknown_kind_hides_nothing(happen, read):
    happen(ProductViewed, subject_label="Boots")
    assert "Boots" in read("?kind=nonsense")


def test_says_when_nothing_of_a_kind_happened(happen, read):
    happen(ProductViewed, subject_label="Boots")
    assert "Nothing of this kind has happened" in read("?kind=orders")


def test_days_are_headed_once(happen, read):
    happen(ProductViewed)
    happen(ProductViewed, ago=timedelta(days=1))
    happen(ProductViewed, ago=timedelta(days=1))
    long_ago = timezone.localdate() - timedelta(days=800)
    happen(ProductViewed, ago=timedelta(days=800))
    page = read()
    assert page.count("<h3>") == 3
    assert page.count("<h3>Yesterday</h3>") == 1
    assert f"<h3>{date_format(long_ago, 'j F Y')}</h3>" in page


def test_goes_on_where_it_ended_in_the_kinds_chosen(busy, happen, read, store):
    happen(OrderPlaced, order_id=1, subject_label="R-1", ago=timedelta(days=900))
    first = read("?kind=shop")
    assert first.count("timeline-mark") == 20
    assert 'hx-trigger="revealed' in first
    last = store.events.newest_first()[19]
    following = read(f"?kind=shop&before={last.public_id}")
    assert following.count("timeline-mark") == 20
    assert "<ol" not in following
    assert "kind=shop" in following


def test_an_order_leads_to_its_page_and_says_its_amount(happen, read, store, customer):
    order = OrderFactory(store=store, customer=customer)
    happen(OrderPlaced, order_id=order.pk, subject_label="R-1", value="84.00")
    page = read()
    assert f'href="/orders/{order.public_id}"' in page
    assert "84.00" in page


def test_a_refund_says_its_reason(happen, read):
    happen(OrderRefunded, order_id=1, refund_id=1, refunded="5.00", is_full=False, reason="Torn seam")
    assert "5.00 · Torn seam" in read()


def test_a_note_says_its_first_words(customer, read, actor):
    now = timezone.now()
    services.add_note(customer=customer, text="Likes <b>green</b>", by=actor, now=now)
    gone = services.add_note(customer=customer, text="Told in error", by=actor, now=now)
    services.delete_note(note=gone, by=actor, now=now)
    page = read()
    assert "Likes" in page
    assert "<b>green</b>" not in page
    assert "Told in error" not in page


def test_asks_the_database_as_often_for_many_as_for_few(happen, owner, customer, store, at_most):
    for _number in range(15):
        happen(OrderPlaced, order_id=OrderFactory(store=store, customer=customer).pk)
        happen(ProductViewed)
        NoteFactory(customer=customer)
    with at_most(10):
        owner.get(f"/customers/{customer.public_id}/timeline")


@pytest.mark.parametrize("kinds", [[], ["notes"]], ids=["all", "rare"])
def test_reads_no_event_it_does_not_show(busy, store, customer, kinds):
    """The index has the name: of ten thousand events only hardly more are fetched than shown."""
    names = timeline_names(kinds)
    with CaptureQueriesContext(connection) as asked:
        queries.timeline(store, customer.pk, names=names, limit=21)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS) " + asked.captured_queries[-1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Rows Removed by Filter" not in plan
    pages_read = int(re.search(r"Buffers: shared hit=(\d+)", plan)[1])
    assert pages_read < 600, plan
