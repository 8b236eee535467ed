"""The product list, a product's page, its forms and the tree of categories."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pytest_django.asserts import assertContains, assertNotContains

from commerce.filters.catalog import ProductFilter
from commerce.models import OrderStatus
from commerce.queries.catalog import sold
from commerce.services import catalog, interest
from core.api.filter_schema import filter_parameters
from core.models import EventRecord
from tests.factories import (
    CategoryFactory,
    CustomerFactory,
    OrderFactory,
    OrderLineFactory,
    ProductFactory,
    ProductImageFactory,
    ProductWatchFactory,
)
from tests.markup import on_one_line

MOST_QUERIES = 12
MOST_OF_A_PAGE = 18
HTMX = {"HX-Request": "true"}


@pytest.fixture
def product(store):
    return ProductFactory(store=store, name="Trail boot", brand="Fjordwear", sku="TB-42", upc="4006381333931")


@pytest.fixture
def address(product):
    product.refresh_from_db()
    return f"/products/{product.public_id}"


def rows(response):
    return [str(row.object) for row in response.context["listing"].rows]


def names(store):
    return set(store.products.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("trail", True),
        ("bo fjo", True),
        ("TB-42", True),
        ("tb 42", True),
        ("40063813", True),
        ("ésk", True),
        ("rail", False),
        ("trail cap", False),
        ("'; --", False),
    ],
)
def test_a_product_is_found_by_the_beginnings_of_its_words(owner, store, product, term, found):
    ProductFactory(store=store, name="Eskimo cap", brand="", sku="X", external_id="zz")
    expected = {"ésk": ["Eskimo cap"]}.get(term, ["Trail boot"] if found else [])
    assert rows(owner.get("/products", {"search": term})) == expected


def test_filters_work_together(owner, store):
    footwear = CategoryFactory(store=store, name="Footwear")
    boots = CategoryFactory(store=store, name="Boots", parent=footwear)
    CategoryFactory(store=store, name="Footwear care")
    for category, price, stock, status, tags in [
        (boots, 10, 5, "active", ["new"]),
        (boots, 20, 0, "active", []),
        (footwear, 30, None, "archived", ["new"]),
        (None, 40, 5, "draft", []),
    ]:
        product = ProductFactory(
            store=store, name=f"P{price}", price=Decimal(price), stock=stock, status=status, tags=tags
        )
        if category:
            product.placed.create(store=store, category=category)
    footwear.refresh_from_db()

    def found(query):
        return sorted(rows(owner.get(f"/products?{query}")))

    assert found(f"category={footwear.public_id}") == ["P10", "P20", "P30"]
    assert found("stock=in") == ["P10", "P40"]
    assert found("stock=out") == ["P20"]
    assert found("stock=uncounted") == ["P30"]
    assert found("tag=new") == ["P10", "P30"]
    assert found("price_from=20&price_until=30") == ["P20", "P30"]
    assert found("price_from=-1E%2B999999&price_until=19.999") == ["P10"]
    assert found("status=draft&status=archived") == ["P30", "P40"]
    assert found("pictures=none") == ["P10", "P20", "P30", "P40"]
    assert found("pictures=some") == []
    assert "Category is Footwear" in on_one_line(
        owner.get(f"/products?category={footwear.public_id}")
    ).replace("<b>", "").replace("</b>", "")


def test_another_stores_category_finds_nothing_and_says_so(owner, product):
    theirs = CategoryFactory(name="Theirs")
    theirs.refresh_from_db()
    response = owner.get(f"/products?category={theirs.public_id}")
    assert rows(response) == []
    assertContains(response, "not here")
    assertNotContains(response, "Theirs")


def test_the_apis_document_takes_no_category_from_the_filter(owner, store, product):
    footwear = CategoryFactory(store=store, name="Footwear")
    footwear.refresh_from_db()
    list(filter_parameters(ProductFilter))
    assert rows(owner.get(f"/products?category={footwear.public_id}")) == []
    assertContains(owner.get("/products"), "Footwear")


@pytest.mark.parametrize("sort", ["name", "-price", "stock", "-stock", "-changed", "added"])
def test_every_sort_works(owner, store, product, sort):
    ProductFactory(store=store, stock=None)
    assert len(rows(owner.get(f"/products?sort={sort}"))) == 2


def test_a_page_of_the_list_takes_few_queries(owner, store, at_most):
    boots = CategoryFactory(store=store)
    for _ in range(55):
        product = ProductFactory(store=store)
        product.placed.create(store=store, category=boots)
        ProductImageFactory(product=product)
        ProductImageFactory(product=product)
    owner.get("/products")
    with at_most(MOST_QUERIES):
        response = owner.get("/products?search=product&status=active&sort=name")
    assertContains(response, "+1</span>")


def test_an_empty_catalogue_is_told_what_to_do(owner, agent):
    assertContains(owner.get("/products"), 'href="/products/new"')
    assertNotContains(agent.get("/products"), 'href="/products/new"')


def test_some_are_archived_and_taken_back(owner, store, product):
    product.refresh_from_db()
    response = owner.post(
        "/products/bulk/archive", {"ids": [product.public_id], "scope": "page"}, headers=HTMX
    )
    assert "1 product archived" in response["HX-Trigger"]
    product.refresh_from_db()
    assert product.is_archived


def test_a_page_tells_all_about_a_product_in_few_queries(owner, store, product, address, at_most):
    who = {"by": owner.membership.actor, "now": timezone.now()}
    catalog.edit_product(
        product=product, stock=0, cost=Decimal(10), categories=[CategoryFactory(store=store)], **who
    )
    for _ in range(10):
        customer = CustomerFactory(store=store, first_name="Ana", last_name="López")
        interest.watch(product=product, customer=customer, kind="back_in_stock", **who)
        interest.wish(product=product, customer=customer, **who)
        ProductImageFactory(product=product)
    owner.get(address)
    with at_most(MOST_OF_A_PAGE):
        response = owner.get(address)
    assertContains(response, "75.0%")
    assertContains(response, "Ana López", count=8)
    assertContains(response, "and 2 more")
    assert (response.context["waiting_for_stock"], response.context["wishlists"]) == (10, 10)
    assertContains(response, "edited <b>Trail boot</b>")
    assertNotContains(response, "wishlist of")
    assertNotContains(response, "waits for news")


def test_figures_of_what_was_sold(product, store):
    now = timezone.now()

    def order(quantity, days_ago=1, refunded=0, customer=None, **fields):
        order = OrderFactory(
            store=store,
            placed_at=now - timedelta(days=days_ago),
            **({"customer": customer} if customer else {}),
            **fields,
        )
        OrderLineFactory(
            order=order, product=product, quantity=quantity, price=Decimal(40), refunded_quantity=refunded
        )
        return order

    first = order(2, rate=Decimal("1.5"))
    order(1, customer=first.customer, refunded=1, days_ago=2)
    order(1, status=OrderStatus.PENDING)
    order(8, status=OrderStatus.CANCELLED)
    order(8, is_test=True)
    order(8, days_ago=500)
    found = sold(product, now=now)
    assert (found.units, found.orders, found.buyers) == (4, 3, 2)
    assert found.revenue == Decimal("160")  # 2 × 40 × 1.5 + 40
    assert found.returned == 0.25
    assert len(found.by_month) == 12
    assert sum(found.by_month) == 4


def test_the_card_of_what_was_sold_takes_few_queries(owner, address, at_most):
    owner.get(f"{address}/sold")
    with at_most(10):
        assertContains(owner.get(f"{address}/sold"), "Refunded")


def test_adding_a_product(owner, store):
    category = CategoryFactory(store=store, name="Boots")
    category.refresh_from_db()
    response = owner.post(
        "/products/new",
        {
            "name": "Trail boot",
            "status": "draft",
            "price": "89.90",
            "categories": [category.public_id],
            "tags": "new, sale,new",
            "attributes": "Colour: Moss\nSole: Vibram: light",
        },
    )
    product = store.products.get()
    assert response["Location"] == f"/products/{product.public_id}"
    assert (product.status, product.price, product.tags) == ("draft", Decimal("89.90"), ["new", "sale"])
    assert product.attributes == {"Colour": "Moss", "Sole": "Vibram: light"}
    assert list(product.categories.all()) == [category]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "This field is required"),
        ("price", "-1", "greater than or equal to 0"),
        ("price", "1.999", "no more than 2 decimal places"),
        ("stock", "9" * 12, "less than or equal to"),
        ("upc", "4006381333931", "Another product has this UPC"),
        ("upc", "a/b", "Digits, letters and dashes"),
        ("url", "javascript:alert(1)", "Enter a valid URL"),
        ("tags", "x" * 61, "at most 60 characters"),
        ("attributes", "No colon", "Write a name, a colon and a value"),
    ],
)
def test_a_form_with_a_fault_says_which_and_keeps_what_was_typed(owner, store, product, field, value, words):
    values = {"name": "Copy", "status": "active", "price": "1", "brand": "Kept brand", field: value}
    response = owner.post("/products/new", values)
    assertContains(response, words, status_code=422)
    assertContains(response, "Kept brand", status_code=422)
    assert names(store) == {"Trail boot"}


def test_editing_shows_what_is_there_and_changes_it(owner, product, address):
    product.attributes, product.tags = {"Colour": "Moss"}, ["new", "sale"]
    product.save()
    page = owner.get(f"{address}/edit")
    assertContains(page, "Colour: Moss")
    assertContains(page, "new, sale")
    assertContains(page, "Your shop keeps this product")
    response = owner.post(f"{address}/edit", {"name": "Winter boot", "status": "active", "price": "41"})
    assert response["Location"] == address
    product.refresh_from_db()
    assert (product.name, product.price, product.tags, product.sku) == ("Winter boot", Decimal(41), [], "")


def test_archive_from_the_page_offers_undo(owner, product, address):
    response = owner.post(f"{address}/archive", headers=HTMX)
    assert f"{address}/reactivate" in response["HX-Trigger"]
    assert owner.post(f"{address}/archive", headers=HTMX).status_code == 409


def photo(name="boot.png"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def test_pictures_are_uploaded_reordered_described_and_deleted(owner, product, address):
    response = owner.post(f"{address}/images", {"files": [photo(), photo()]}, headers=HTMX)
    assertContains(response, "2 of 10")
    first, second = product.images.order_by("position")
    owner.post(f"{address}/images/reorder", {"ids": f"{second.public_id},{first.public_id}"}, headers=HTMX)
    assert product.images.get(position=0) == second
    owner.post(f"/products/images/{first.public_id}/primary", headers=HTMX)
    assert product.images.get(position=0) == first
    owner.post(f"/products/images/{first.public_id}", {"alt": "A boot"})
    assert product.images.get(position=0).alt == "A boot"
    assertContains(owner.post(f"/products/images/{first.public_id}/delete", headers=HTMX), "1 of 10")
    assert product.images.get() == second


def test_a_file_that_is_no_picture_is_explained_in_the_gallery(owner, product, address):
    bad = SimpleUploadedFile("notes.txt", b"hello", "text/plain")
    response = owner.post(f"{address}/images", {"files": [bad]}, headers=HTMX)
    assertContains(response, "notes.txt: This is not an image", status_code=422)
    assertContains(owner.post(f"{address}/images", headers=HTMX), "Choose a picture", status_code=422)
    assertContains(
        owner.post(f"{address}/images/reorder", {"ids": "nonsense"}, headers=HTMX),
        "no order",
        status_code=422,
    )
    assert not product.images.exists()


def test_who_may_only_look_sees_no_tools(agent, product, address):
    ProductImageFactory(product=product)
    page = agent.get(address)
    for tool in ("Add pictures", "Make primary", "Edit", "data-grip"):
        assertNotContains(page, tool)
    assert agent.post(f"{address}/archive").status_code == 403


def test_the_tree_counts_what_lies_in_and_below(owner, store, product):
    footwear = CategoryFactory(store=store, name="Footwear")
    boots = CategoryFactory(store=store, name="Boots", parent=footwear)
    for category in (footwear, boots):
        product.placed.create(store=store, category=category)
    ProductFactory(store=store).placed.create(store=store, category=boots)
    response = owner.get("/products/categories")
    assert [(c.path, n) for c, n in response.context["tree"]] == [("Footwear", 2), ("Footwear > Boots", 2)]


def test_categories_are_added_moved_and_deleted_by_their_pages(owner, store):
    owner.post("/products/categories/new", {"name": "Footwear"})
    footwear = store.categorys.get()
    owner.post("/products/categories/new", {"name": "Boots", "parent": footwear.public_id})
    boots = store.categorys.get(name="Boots")
    assert boots.path == "Footwear > Boots"
    owner.post(f"/products/categories/{boots.public_id}", {"name": "Shoes", "parent": ""})
    boots.refresh_from_db()
    assert (boots.path, boots.parent) == ("Shoes", None)
    owner.post(f"/products/categories/{boots.public_id}/delete")
    assert list(store.categorys.all()) == [footwear]


def test_a_category_cannot_be_put_below_itself_by_its_form(owner, store):
    footwear = CategoryFactory(store=store, name="Footwear")
    boots = CategoryFactory(store=store, name="Boots", parent=footwear)
    for category in (footwear, boots):
        category.refresh_from_db()
    response = owner.post(
        f"/products/categories/{footwear.public_id}", {"name": "Footwear", "parent": boots.public_id}
    )
    assert response.status_code == 422
    assert not EventRecord.objects.exists()


def test_a_full_category_says_why_it_stays(owner, store, product):
    sale = CategoryFactory(store=store, name="Sale")
    sale.refresh_from_db()
    product.placed.create(store=store, category=sale)
    response = owner.post(f"/products/categories/{sale.public_id}/delete", headers=HTMX)
    assert response.status_code == 409
    assert "There are products in this category" in response["HX-Trigger"]


def test_the_palette_finds_products_of_the_store_alone(owner, product):
    ProductFactory(name="Trail elsewhere")
    response = owner.get("/palette?q=trail")
    assertContains(response, "Trail boot")
    assertNotContains(response, "elsewhere")


def test_a_profile_shows_what_somebody_wants_in_few_queries(owner, store, product, at_most):
    customer = CustomerFactory(store=store)
    watch = ProductWatchFactory(customer=customer, product=product)
    for _ in range(10):
        wished = ProductFactory(store=store, name="Wished boot")
        interest.wish(product=wished, customer=customer, by=owner.membership.actor, now=timezone.now())
    for row in (customer, watch):
        row.refresh_from_db()
    panel = f"/customers/{customer.public_id}/wants"
    owner.get(panel)
    with at_most(16):
        page = owner.get(panel)
    assertContains(page, "Trail boot")
    assertContains(page, "Wished boot", count=8)
    assertContains(page, "and 2 more")
    after = owner.post(f"/customers/{customer.public_id}/watches/{watch.public_id}/cancel", headers=HTMX)
    assertNotContains(after, "Trail boot")
    watch.refresh_from_db()
    assert watch.cancelled_at


def test_somebody_elses_watch_is_not_cancelled_at_this_customer(owner, store):
    customer, watch = CustomerFactory(store=store), ProductWatchFactory(customer=CustomerFactory(store=store))
    for row in (customer, watch):
        row.refresh_from_db()
    address = f"/customers/{customer.public_id}/watches/{watch.public_id}/cancel"
    assert owner.post(address).status_code == 404
    watch.refresh_from_db()
    assert watch.cancelled_at is None
