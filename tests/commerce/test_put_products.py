"""The shop's news of products: whole, late, twice, in any order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commerce.models import Category, Product
from commerce.services.products_intake import put_products
from core.actors import Actor, ActorKind
from core.intake import Item
from core.models import EventRecord
from tests.factories import ProductFactory, StoreFactory

SHOP = Actor(kind=ActorKind.API_KEY, id=3, label="Shop")
DAY = datetime(2026, 11, 1, tzinfo=UTC)


def news(external_id="boot", minute=0, **values):
    known = {"name": "Trail boot", "price": Decimal("89.90")}
    return {**known, "external_id": external_id, "updated_at": DAY + timedelta(minutes=minute), **values}


def deliver(store, deliveries):
    items = [Item(index, values) for index, values in enumerate(deliveries)]
    put_products(store=store, items=items, by=SHOP, now=timezone.now())
    return items


@pytest.fixture
def put(store):
    return lambda *deliveries: deliver(store, deliveries)


def outcomes(answers):
    return [answer.outcome for answer in answers]


def events_of(product):
    about = EventRecord.objects.filter(subject_kind="commerce.product", subject_id=product.pk)
    return list(about.order_by("pk").values_list("name", "changes"))


def test_a_new_product_is_made_with_its_categories(put, store):
    (answer,) = put(news(sku="TB-1", tags=("new", "", "new"), categories=("Footwear > Boots", "Sale")))
    product = store.products.get()
    assert answer.outcome == "created"
    assert answer.id == product.public_id
    assert (product.sku, product.tags, product.price) == ("TB-1", ["new"], Decimal("89.90"))
    assert sorted(product.categories.values_list("path", flat=True)) == ["Footwear > Boots", "Sale"]
    assert Category.objects.get(path="Footwear > Boots").parent.path == "Footwear"
    assert events_of(product) == [("commerce.product_added", {})]


def test_the_same_again_changes_nothing(put, store):
    put(news(), news("cap", name="Cap"))
    before = list(store.products.order_by("pk").values())
    assert outcomes(put(news(), news("cap", name="Cap"))) == ["unchanged", "unchanged"]
    assert list(store.products.order_by("pk").values()) == before
    assert EventRecord.objects.count() == 2


def test_what_is_left_out_is_emptied(put, store):
    put(news(sku="TB-1", stock=4, categories=("Boots",), attributes={"colour": "Moss"}))
    assert outcomes(put(news(minute=1))) == ["updated"]
    product = store.products.get()
    assert (product.sku, product.stock, product.attributes) == ("", None, {})
    assert not product.categories.exists()


def test_an_edit_tells_old_and_new(put, store):
    put(news(categories=("Boots",)))
    put(news(minute=1, price=Decimal(79), categories=("Sale",)))
    name, changes = events_of(store.products.get())[-1]
    assert name == "commerce.product_edited"
    assert changes == {"price": ["89.90", "79.00"], "categories": [["Boots"], ["Sale"]]}


def test_a_count_of_stock_alone_is_no_edit_until_nothing_is_left(put, store):
    put(news(stock=3))
    put(news(minute=1, stock=2))
    put(news(minute=2, stock=0))
    put(news(minute=3, stock=9))
    told = [name for name, _changes in events_of(store.products.get())]
    assert told == ["commerce.product_added", "commerce.product_sold_out", "commerce.product_restocked"]


def test_older_news_are_stale(put, store):
    put(news(minute=5, name="New name"))
    assert outcomes(put(news(minute=4, name="Old name"))) == ["stale"]
    assert store.products.get().name == "New name"


def test_a_product_twice_in_one_batch_ends_with_its_newest_news(put, store):
    answers = put(news(minute=2, name="Second"), news(minute=1, name="First"), news(minute=3, name="Third"))
    assert outcomes(answers) == ["created", "stale", "updated"]
    assert store.products.get().name == "Third"
    assert {answer.id for answer in answers} == {store.products.get().public_id}


def test_a_upc_somebody_has_is_refused_and_the_others_go_on(put, store):
    ProductFactory(store=store, external_id="taken", upc="111")
    ProductFactory(upc="222")  # of another store
    answers = put(news("a", upc="111"), news("b", upc="222"))
    assert outcomes(answers) == ["failed", "created"]
    assert answers[0].errors["upc"][0]["code"] == "taken_number"
    assert not store.products.filter(external_id="a").exists()


def test_two_products_may_swap_their_upcs(put, store):
    put(news("a", upc="1"), news("b", upc="2"))
    assert outcomes(put(news("a", minute=1, upc="2"), news("b", minute=1, upc="1"))) == ["updated"] * 2
    assert dict(store.products.values_list("external_id", "upc")) == {"a": "2", "b": "1"}


def test_of_two_that_claim_one_upc_whoever_has_it_keeps_it(put, store):
    put(news("b", upc="1"))
    assert outcomes(put(news("a", upc="1"), news("b", minute=1, upc="1", name="B"))) == ["failed", "updated"]
    assert dict(store.products.values_list("external_id", "upc")) == {"b": "1"}


def test_a_refused_product_keeps_its_old_upc_from_others(put, store):
    ProductFactory(store=store, external_id="z", upc="9")
    put(news("a", upc="1"))
    answers = put(news("a", minute=1, upc="9"), news("b", upc="1"))
    assert outcomes(answers) == ["failed", "failed"]
    assert dict(store.products.values_list("external_id", "upc")) == {"z": "9", "a": "1"}


def test_categories_are_one_whatever_their_case(put, store):
    put(news("a", categories=("Footwear > Boots",)), news("b", categories=("FOOTWEAR > boots",)))
    assert sorted(store.categorys.values_list("path", flat=True)) == ["Footwear", "Footwear > Boots"]


def test_another_stores_product_of_the_same_id_stays(put, store):
    other = ProductFactory(external_id="boot", name="Theirs")
    assert outcomes(put(news())) == ["created"]
    other.refresh_from_db()
    assert other.name == "Theirs"


def test_a_thousand_take_few_statements(put, store, at_most):
    put(*(news(f"p{i}", upc=str(i), categories=(f"C{i % 10}",)) for i in range(1000)))
    with at_most(25):
        put(*(news(f"p{i}", minute=1, upc=str(i), stock=i, categories=(f"C{i % 7}",)) for i in range(1000)))
    assert store.products.filter(stock__gt=0).count() == 999


versions = st.lists(
    st.builds(
        news,
        st.sampled_from(["a", "b"]),
        st.integers(0, 3),
        name=st.sampled_from(["One", "Two"]),
        stock=st.sampled_from([None, 0, 5]),
        categories=st.sampled_from([(), ("X",), ("X > Y", "Z")]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), history=versions)
def test_any_order_with_repeats_and_any_batches_leave_the_same_rows(db, data, history):
    def rows(deliveries, cut):
        store = StoreFactory()
        for batch in (deliveries[:cut], deliveries[cut:]):
            deliver(store, batch)
        return [
            (p.external_id, p.name, p.stock, p.news, sorted(p.categories.values_list("path", flat=True)))
            for p in Product.objects.filter(store=store).order_by("external_id")
        ]

    repeats = data.draw(st.lists(st.sampled_from(history), max_size=4))
    shuffled = data.draw(st.permutations(history + repeats))
    assert rows(history, 0) == rows(shuffled, data.draw(st.integers(0, len(shuffled))))
