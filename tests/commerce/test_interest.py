"""Wishlists, and waiting for a product to be back or cheaper."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.models import ProductWatch, WatchKind, WishlistItem
from commerce.services import catalog, interest
from commerce.services.products_intake import put_products
from core.intake import Item
from core.models import EventRecord
from tests.factories import CustomerFactory, ProductFactory
from tests.threads import at_once

NOW = timezone.now()


@pytest.fixture
def who(owner):
    return {"by": owner.membership.actor, "now": NOW}


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


@pytest.fixture
def product(store):
    return ProductFactory(store=store, external_id="boot", price=Decimal(40), stock=0)


def told(name):
    return list(EventRecord.objects.filter(name=f"commerce.product_{name}").order_by("pk"))


def test_a_wish_stands_on_the_customers_timeline(product, customer, who):
    assert interest.wish(product=product, customer=customer, **who)
    assert not interest.wish(product=product, customer=customer, **who)
    assert [event.customer_id for event in told("wished")] == [customer.pk]
    assert interest.unwish(product=product, customer=customer, at=NOW + timedelta(hours=1), **who)
    assert WishlistItem.objects.get().removed_at == NOW + timedelta(hours=1)
    assert len(told("unwished")) == 1


def test_an_old_word_about_a_wish_changes_nothing(product, customer, who):
    interest.unwish(product=product, customer=customer, **who)
    assert not interest.wish(product=product, customer=customer, at=NOW - timedelta(hours=1), **who)
    assert WishlistItem.objects.get().removed_at == NOW


def test_asked_twice_is_asked_once(product, customer, who):
    first = interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who)
    assert interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who) == first
    assert len(told("watched")) == 1


@pytest.mark.parametrize(("status", "stock"), [("archived", 0), ("active", 3), ("active", None)])
def test_there_must_be_something_to_wait_for(store, customer, who, status, stock):
    product = ProductFactory(store=store, status=status, stock=stock)
    with pytest.raises(interest.CannotWatchProduct):
        interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who)
    assert not ProductWatch.objects.exists()
    assert not EventRecord.objects.exists()


def test_each_who_waits_is_told_once_when_it_is_back(store, product, who):
    people = [CustomerFactory(store=store) for _ in range(2)]
    for person in people:
        interest.watch(product=product, customer=person, kind=WatchKind.BACK_IN_STOCK, **who)
    catalog.edit_product(product=product, stock=5, **who)
    catalog.edit_product(product=product, stock=0, **who)
    catalog.edit_product(product=product, stock=5, **who)
    assert [event.customer_id for event in told("back_in_stock")] == [person.pk for person in people]
    assert not ProductWatch.objects.filter(met_at=None).exists()


def test_the_shops_news_meet_watches_too(store, product, customer, who):
    interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who)
    later = NOW + timedelta(days=1)
    values = {"external_id": "boot", "updated_at": later, "name": "Boot", "price": Decimal(40), "stock": 2}
    put_products(store=store, items=[Item(0, values)], **who)
    assert len(told("back_in_stock")) == 1


def test_a_fall_below_the_price_of_then_is_told(product, customer, who):
    interest.watch(product=product, customer=customer, kind=WatchKind.PRICE_DROP, **who)
    catalog.edit_product(product=product, price=Decimal(50), **who)
    catalog.edit_product(product=product, price=Decimal(40), **who)
    assert told("price_dropped") == []
    catalog.edit_product(product=product, price=Decimal("39.99"), **who)
    (event,) = told("price_dropped")
    assert (event.payload["price_then"], event.payload["price"]) == ("40.00", "39.99")


def test_nobody_is_told_of_a_product_that_is_not_sold(product, customer, who):
    interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who)
    catalog.archive_product(product=product, **who)
    catalog.edit_product(product=product, stock=5, **who)
    assert told("back_in_stock") == []
    catalog.reactivate_product(product=product, **who)
    assert len(told("back_in_stock")) == 1


def test_a_cancelled_watch_is_not_met(product, customer, who):
    watch = interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who)
    interest.cancel_watch(watch=watch, **who)
    catalog.edit_product(product=product, stock=5, **who)
    assert told("back_in_stock") == []
    assert len(told("watch_cancelled")) == 1


def test_a_watch_that_was_met_cannot_be_cancelled(product, customer, who):
    watch = interest.watch(product=product, customer=customer, kind=WatchKind.BACK_IN_STOCK, **who)
    catalog.edit_product(product=product, stock=5, **who)
    with pytest.raises(interest.CannotCancelWatch):
        interest.cancel_watch(watch=watch, **who)
    assert told("watch_cancelled") == []


@pytest.mark.django_db(transaction=True)
def test_asked_from_two_windows_is_asked_once(product, customer, who):
    asks = [lambda: interest.watch(product=product, customer=customer, kind=WatchKind.PRICE_DROP, **who)] * 4
    assert len({watch.pk for watch in at_once(*asks)}) == 1
    assert len(told("watched")) == 1
