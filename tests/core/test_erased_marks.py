"""An erased person is known again by a keyed hash."""

from datetime import UTC, datetime

from django.db import connection

from core.models import ErasedMark
from core.privacy.marks import erased_among, lift_marks, mark_erased, marked_sql
from tests.factories import StoreFactory

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANA = ("email", "ana@example.com")


def test_a_mark_knows_an_address_again_and_does_not_hold_it(store):
    mark_erased(store=store, customer_id=7, contacts=[ANA, ("phone", "")], now=NOW)
    assert erased_among(store, [ANA, ("email", "eva@example.com")])[ANA].customer_id == 7
    assert "ana" not in ErasedMark.objects.get().digest


def test_stores_do_not_share_marks(store):
    mark_erased(store=store, customer_id=7, contacts=[ANA], now=NOW)
    other = StoreFactory()
    mark_erased(store=other, customer_id=9, contacts=[("email", "eva@example.com")], now=NOW)
    assert not erased_among(other, [ANA])
    assert len(set(ErasedMark.objects.values_list("digest", flat=True))) == 2


def test_a_mark_twice_is_one(store):
    for _time in range(2):
        mark_erased(store=store, customer_id=7, contacts=[ANA], now=NOW)
    assert ErasedMark.objects.count() == 1


def test_a_lifted_mark_counts_no_more(store):
    mark_erased(store=store, customer_id=7, contacts=[ANA], now=NOW)
    assert lift_marks(store=store, customer_id=7, now=NOW) == 1
    assert not erased_among(store, [ANA])


def test_the_database_finds_the_same_people(store):
    mark_erased(store=store, customer_id=7, contacts=[ANA], now=NOW)
    condition, values = marked_sql(store, "email", "given.email")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT given.email, {condition} FROM unnest(%(emails)s::text[]) AS given (email)",  # noqa: S608
            {**values, "emails": ["ana@example.com", "eva@example.com"]},
        )
        assert dict(cursor.fetchall()) == {"ana@example.com": True, "eva@example.com": False}
