from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from commerce.services import catalog
from commerce.services.products_intake import put_products
from core.intake import Item
from core.models import EventRecord
from tests.factories import CategoryFactory, ProductFactory


@pytest.fixture
def actor(owner):
    return owner.membership.actor


@pytest.fixture
def product(store):
    return ProductFactory(store=store, name="Trail boot", external_id="boot", upc="1")


@pytest.fixture
def edit(product, actor):
    return lambda **values: catalog.edit_product(product=product, by=actor, now=timezone.now(), **values)


def told():
    return list(EventRecord.objects.order_by("pk").values_list("name", flat=True))


def test_a_product_the_shop_does_not_know_gets_an_id_here(store, actor):
    product = catalog.add_product(
        store=store,
        name=" Gift card ",
        price=Decimal(50),
        tags=["gift", "gift", " "],
        by=actor,
        now=timezone.now(),
    )
    assert product.name == "Gift card"
    assert product.external_id.startswith(catalog.MADE_HERE)
    assert product.tags == ["gift"]
    assert told() == ["commerce.product_added"]


@pytest.mark.parametrize(("field", "value"), [("upc", "1"), ("external_id", "boot")])
def test_a_number_another_product_has_is_refused(store, actor, product, field, value):
    with pytest.raises(catalog.CannotAddTaken) as refusal:
        catalog.add_product(store=store, name="Copy", by=actor, now=timezone.now(), **{field: value})
    assert refusal.value.field == field
    assert store.products.count() == 1
    assert told() == []


def test_an_edit_tells_what_changed(edit, product, store):
    boots = CategoryFactory(store=store, name="Boots")
    edit(price=Decimal("35.50"), categories=[boots])
    assert EventRecord.objects.get().changes == {"price": ["40.00", "35.50"], "categories": [[], ["Boots"]]}


def test_nothing_new_writes_nothing(edit, product):
    before = product.updated_at
    edit(name="Trail boot", categories=[])
    product.refresh_from_db()
    assert product.updated_at == before
    assert told() == []


@pytest.mark.parametrize("values", [{"name": " "}, {"price": Decimal(-1)}, {"cost": Decimal(-1)}])
def test_what_makes_no_sense_is_refused(edit, product, values):
    with pytest.raises(catalog.CannotEditProduct):
        edit(**values)
    product.refresh_from_db()
    assert (product.name, product.price, product.cost) == ("Trail boot", Decimal(40), None)
    assert told() == []


def told_by_shop(store, actor, hours):
    values = {
        "external_id": "boot",
        "updated_at": timezone.now() + timedelta(hours=hours),
        "name": "The shop's name",
        "price": Decimal(1),
    }
    item = Item(0, values)
    put_products(store=store, items=[item], by=actor, now=timezone.now())
    return item.outcome


def test_news_older_than_staffs_edit_do_not_take_it_back(edit, product, store, actor):
    edit(name="Better name")
    assert told_by_shop(store, actor, hours=-1) == "stale"
    product.refresh_from_db()
    assert product.name == "Better name"


def test_the_shops_next_news_count_again(edit, product, store, actor):
    edit(name="Better name")
    assert told_by_shop(store, actor, hours=1) == "updated"


def test_archiving_and_bringing_back(product, actor):
    now = timezone.now()
    catalog.archive_product(product=product, by=actor, now=now)
    product.refresh_from_db()
    assert product.is_archived
    with pytest.raises(catalog.CannotArchiveProduct, match="Already"):
        catalog.archive_product(product=product, by=actor, now=now)
    catalog.reactivate_product(product=product, by=actor, now=now)
    product.refresh_from_db()
    assert not product.is_archived
    assert told() == ["commerce.product_archived", "commerce.product_reactivated"]


def test_of_many_those_that_may_are_archived(store, actor):
    archived = ProductFactory(store=store, status="archived")
    active = ProductFactory(store=store)
    outcome = catalog.archive_products(products=[archived, active], by=actor, now=timezone.now())
    assert (outcome.done, [refused.row for refused in outcome.refused]) == ([active], [archived])
