import pytest

from commerce.models import ProductWatch, WishlistItem
from customers.models import Customer, ExternalId
from tests.api.conftest import a_fresh_minute, new_key, with_key  # noqa: F401
from tests.factories import CustomerFactory, ProductFactory

ANA = {"external_id": "1001", "email": "ana@example.com"}


@pytest.fixture
def program(store):
    return with_key(new_key(store))


@pytest.fixture
def boot(store):
    return ProductFactory(store=store, external_id="boot", upc="", stock=0)


def post(program, path, **body):
    return program.post(f"/api/products/boot/{path}", body, content_type="application/json")


def test_a_wish_makes_whoever_it_names(program, boot):
    assert post(program, "wishes", customer=ANA).json()["wished"] is True
    assert WishlistItem.objects.get(product=boot).customer == ExternalId.objects.get(value="1001").customer


def test_a_wish_told_late_does_not_bring_back_what_was_taken_off(program, boot):
    post(program, "wishes", customer=ANA, at="2026-10-02T10:00:00Z", wished=False)
    answer = post(program, "wishes", customer=ANA, at="2026-10-01T10:00:00Z")
    assert (answer.status_code, answer.json()["wished"]) == (200, False)


def test_a_watch_asked_twice_is_one(program, boot):
    first, second = (post(program, "watches", customer=ANA, kind="back_in_stock").json() for _ in "12")
    assert first["id"] == second["id"]
    assert ProductWatch.objects.get(product=boot).customer.email == "ana@example.com"


def test_a_watch_for_what_is_there_is_refused_and_makes_nobody(program, boot, store):
    boot.stock = 5
    boot.save()
    answer = post(program, "watches", customer=ANA, kind="back_in_stock")
    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_watch_product")
    assert not Customer.objects.filter(store=store).exists()


def test_an_erased_customer_is_not_written_about_again(program, boot, store):
    gone = CustomerFactory(store=store, status="erased", email=None, first_name="", last_name="", phone="")
    ExternalId.objects.create(store=store, customer=gone, value="1001")
    answer = post(program, "wishes", customer=ANA)
    assert (answer.status_code, answer.json()["code"]) == (409, "customer_gone")
    assert not WishlistItem.objects.exists()


@pytest.mark.parametrize(
    "body",
    [{}, {"customer": {}}, {"customer": {"email": "nobody"}}, {"customer": {**ANA, "nickname": "A"}}],
)
def test_a_wish_of_nobody_is_refused(program, boot, body):
    assert post(program, "wishes", **body).status_code == 422
    assert not Customer.objects.exists()
