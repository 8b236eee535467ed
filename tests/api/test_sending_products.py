"""POST /api/products: what a shop may send, and what fails alone."""

import json

import pytest

from commerce.models import Category, Product
from tests.api.conftest import new_key, with_key
from tests.factories import ProductFactory

pytestmark = pytest.mark.django_db
PRODUCTS = "/api/products"
BOOT = {"external_id": "boot", "name": "Trail boot", "price": "129.00", "updated_at": "2026-11-01T09:00:00Z"}


def send(client, body):
    return client.generic("POST", PRODUCTS, json.dumps(body), content_type="application/json")


def test_one_product_is_answered_with_its_record(program, store):
    sent = {
        **BOOT,
        "categories": ["Footwear>Boots", "footwear > boots"],
        "attributes": {"colour": "Moss", "size": 42},
        "tags": ["new", "new"],
        "stock": 3,
        "url": "https://shop.example/boot",
        "colour": "red",
    }
    response = send(program, sent)
    assert response.status_code == 201, response.content
    told, product = response.json(), Product.objects.get()
    assert told["id"] == str(product.public_id)
    assert (told["outcome"], told["ignored_fields"]) == ("created", ["colour"])
    assert (told["categories"], told["tags"]) == (["Footwear > Boots"], ["new"])
    assert product.attributes == {"colour": "Moss", "size": "42"}
    assert Category.objects.filter(path="Footwear > Boots", store=store).count() == 1
    assert send(program, sent).json()["outcome"] == "unchanged"


def test_what_newer_news_leaves_out_is_emptied_and_older_news_is_stale(program, store):
    send(program, {**BOOT, "brand": "Fjordwear", "stock": 3})
    assert send(program, {**BOOT, "updated_at": "2026-11-02T09:00:00Z"}).json()["outcome"] == "updated"
    product = Product.objects.get()
    assert (product.brand, product.stock) == ("", None)
    assert (
        send(program, {**BOOT, "name": "Old", "updated_at": "2026-10-01T09:00:00Z"}).json()["outcome"]
        == "stale"
    )
    assert Product.objects.get().name == "Trail boot"


BAD = {
    "no name": ({"name": ""}, "name", "blank"),
    "no id": ({"external_id": None}, "external_id", "null"),
    "too long an id": ({"external_id": "x" * 101}, "external_id", "max_length"),
    "no price": ({"price": None}, "price", "null"),
    "negative price": ({"price": "-1"}, "price", "min_value"),
    "price of a word": ({"price": "much"}, "price", "invalid"),
    "price beyond all": ({"price": "1" * 13}, "price", "max_whole_digits"),
    "negative cost": ({"cost": -0.5}, "cost", "min_value"),
    "half a piece": ({"stock": 1.5}, "stock", "invalid"),
    "more than there is": ({"stock": 2**31}, "stock", "max_value"),
    "unknown status": ({"status": "gone"}, "status", "invalid_choice"),
    "nameless level": ({"categories": ["Footwear", "Shoes > > Boots"]}, "categories.1", "blank"),
    "seven levels": ({"categories": ["a>b>c>d>e>f>g"]}, "categories.0", "too_deep"),
    "many categories": ({"categories": [f"c{n}" for n in range(51)]}, "categories", "max_length"),
    "no list of tags": ({"tags": "new"}, "tags", "not_a_list"),
    "a tag too long": ({"tags": ["x" * 61]}, "tags.0", "max_length"),
    "nested attributes": ({"attributes": {"a": {"b": 1}}}, "attributes.a", "invalid"),
    "many attributes": ({"attributes": {f"a{n}": "" for n in range(51)}}, "attributes", "max_length"),
    "attributes in a list": ({"attributes": ["a"]}, "attributes", "not_a_dict"),
    "script for an address": ({"url": "javascript:alert(1)"}, "url", "invalid"),
    "a file for an address": ({"url": "ftp://shop.example/a"}, "url", "invalid"),
    "1970": ({"updated_at": "1970-01-01T00:00:00Z"}, "updated_at", "too_early"),
    "2100": ({"updated_at": "2100-01-01T00:00:00Z"}, "updated_at", "too_late"),
    "a null character": ({"name": "a\0b"}, "name", "null_character"),
    "half a pair": ({"attributes": {"a": "\ud800"}}, "attributes.a", "surrogate_character"),
    "a huge description": ({"description": "x" * 10_001}, "description", "max_length"),
    "an item too large": ({"description": "x" * 300_000}, "non_field_errors", "too_large"),
}


@pytest.mark.parametrize(("wrong", "where", "code"), BAD.values(), ids=BAD)
def test_a_bad_product_fails_alone_and_says_why(program, store, wrong, where, code):
    known = ProductFactory(store=store, external_id="known")
    before = Product.objects.filter(pk=known.pk).values().get()
    bad = {**BOOT, "external_id": "known", **wrong}
    response = send(program, [{**BOOT, "external_id": "a"}, bad, {**BOOT, "external_id": "b"}])
    assert response.status_code == 200, response.content
    results = response.json()["results"]
    assert [result["outcome"] for result in results] == ["created", "failed", "created"]
    (field, (error, *_)) = next(iter(results[1]["errors"].items()))
    assert (field, error["code"]) == (where, code)
    assert Product.objects.filter(pk=known.pk).values().get() == before
    assert sorted(store.products.values_list("external_id", flat=True)) == ["a", "b", "known"]


def test_a_taken_bar_code_fails_alone(program, store):
    ProductFactory(store=store, upc="4006381333931")
    told = send(program, [{**BOOT, "upc": "4006381333931"}, {**BOOT, "external_id": "cap"}]).json()
    assert [result["outcome"] for result in told["results"]] == ["failed", "created"]
    assert told["results"][0]["errors"]["upc"][0]["code"] == "taken_number"
    alone = send(program, {**BOOT, "upc": "4006381333931"})
    assert (alone.status_code, alone.json()["code"]) == (409, "taken_number")


def test_another_stores_product_of_the_same_id_is_no_concern(program, store):
    other = ProductFactory(external_id="boot", name="Theirs")
    assert send(program, BOOT).status_code == 201
    other.refresh_from_db()
    assert other.name == "Theirs"


def test_sending_needs_its_own_permission(store):
    reader = with_key(new_key(store, scopes=["products.view", "products.edit"]))
    assert send(reader, BOOT).status_code == 403
    assert not Product.objects.exists()
