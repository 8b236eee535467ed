import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.api.conftest import a_fresh_minute, new_key, with_key  # noqa: F401
from tests.factories import CategoryFactory, ProductFactory, ProductImageFactory


@pytest.fixture
def program(store):
    return with_key(new_key(store))


@pytest.fixture
def product(store):
    return ProductFactory(store=store, upc="4006381333931", external_id="boot", name="Trail boot")


@pytest.fixture
def images(product):
    made = [ProductImageFactory(product=product, alt=alt) for alt in "abc"]
    for image in made:
        image.refresh_from_db()
    return made


def photo(name="boot.png"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def alts(response):
    return [image["alt"] for image in response.json()["images"]]


def test_products_are_listed_with_pictures_and_categories(program, product, images, at_most):
    product.placed.create(store=product.store, category=CategoryFactory(store=product.store, name="Boots"))
    program.get("/api/products")
    with at_most(10):
        (row,) = program.get("/api/products?search=trail&ordering=name").json()["results"]
    assert (row["upc"], row["price"], row["categories"]) == ("4006381333931", "40.00", ["Boots"])
    assert [image["is_primary"] for image in row["images"]] == [True, False, False]
    assert row["images"][0]["url"].startswith("http")


@pytest.mark.parametrize("number", ["4006381333931", "boot"])
def test_a_product_is_read_by_its_upc_or_external_id(program, product, number):
    assert program.get(f"/api/products/{number}").json()["name"] == "Trail boot"


def test_where_a_number_is_both_the_upc_counts(program, store, product):
    ProductFactory(store=store, external_id="4006381333931", upc="", name="Other")
    assert program.get("/api/products/4006381333931").json()["name"] == "Trail boot"


@pytest.mark.parametrize("number", ["nothing", "%00", "x" * 300])
def test_what_is_not_there_is_not_found(program, product, number):
    assert program.get(f"/api/products/{number}").status_code == 404


def test_the_upc_of_another_store_is_not_there(program):
    ProductFactory(upc="999")
    assert program.get("/api/products/999").status_code == 404


def test_pictures_are_added_with_their_words(program, product, images):
    response = program.post(
        "/api/products/4006381333931/images", {"files": [photo(), photo()], "alts": ["A boot", ""]}
    )
    assert response.status_code == 201
    assert alts(response) == ["a", "b", "c", "A boot", ""]
    assert program.get(response.json()["images"][3]["url"].split("8000")[-1])["Content-Type"] == "image/png"


def test_sent_again_with_the_same_key_they_are_not_added_twice(program, product):
    for _ in range(2):
        response = program.post(
            "/api/products/boot/images", {"files": photo()}, headers={"Idempotency-Key": "once"}
        )
        assert response.status_code == 201
    assert product.images.count() == 1


@pytest.mark.parametrize(
    ("files", "status", "code"),
    [
        ([], 422, "invalid"),
        ([SimpleUploadedFile("a.txt", b"hello")], 409, "cannot_add_images"),
        ([SimpleUploadedFile("a.png", b"")], 409, "cannot_add_images"),
        ("eleven", 422, "invalid"),
        ("eight", 409, "cannot_add_images"),
    ],
)
def test_what_cannot_be_added_is_refused_whole(program, product, images, files, status, code):
    given = {"eleven": [photo() for _ in range(11)], "eight": [photo() for _ in range(8)]}
    files = given[files] if isinstance(files, str) else files
    response = program.post("/api/products/boot/images", {"files": files})
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert product.images.count() == 3


def test_json_is_no_picture(program, product):
    response = program.post("/api/products/boot/images", {}, content_type="application/json")
    assert response.status_code == 415


def test_an_unknown_field_is_refused(program, product):
    response = program.post("/api/products/boot/images", {"files": photo(), "alt": "A boot"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "alt"


def test_pictures_are_reordered(program, images):
    ids = [str(images[i].public_id) for i in (2, 0, 1)]
    response = program.put("/api/products/boot/images/reorder", {"ids": ids}, content_type="application/json")
    assert alts(response) == ["c", "a", "b"]
    response = program.put(
        "/api/products/boot/images/reorder", {"ids": ids[:2]}, content_type="application/json"
    )
    assert (response.status_code, response.json()["code"]) == (409, "cannot_reorder_images")


def test_a_picture_becomes_the_primary_one(program, images):
    assert alts(program.put(f"/api/products/boot/images/{images[1].public_id}/primary")) == ["b", "a", "c"]


def test_a_picture_is_deleted(program, product, images):
    address = f"/api/products/boot/images/{images[0].public_id}"
    assert program.delete(address).status_code == 204
    assert program.delete(address).status_code == 404
    assert list(product.images.order_by("position").values_list("alt", "position")) == [("b", 0), ("c", 1)]


def test_a_picture_is_only_at_its_own_product(program, store, images):
    ProductFactory(store=store, external_id="cap")
    assert program.delete(f"/api/products/cap/images/{images[0].public_id}").status_code == 404
