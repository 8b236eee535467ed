"""The catalogue, as a person uses it."""

import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from commerce.services import catalog, images, interest
from tests.factories import CategoryFactory, CustomerFactory, OrderFactory, OrderLineFactory, ProductFactory

pytestmark = pytest.mark.django_db(transaction=True)
COLOURS = ["seagreen", "peru", "steelblue", "indianred", "slategray"]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": options}


def drawn(colour):
    picture = Image.new("RGB", (480, 360), "gainsboro")
    ImageDraw.Draw(picture).ellipse((90, 60, 390, 300), fill=colour)
    content = io.BytesIO()
    picture.save(content, "PNG")
    return content.getvalue()


def photo(colour, name="boot.png"):
    return SimpleUploadedFile(name, drawn(colour), "image/png")


@pytest.fixture
def who(owner):
    return {"by": owner.membership.actor, "now": timezone.now()}


@pytest.fixture
def boot(store, who):
    footwear = CategoryFactory(store=store, name="Footwear")
    boots = CategoryFactory(store=store, name="Hiking boots", parent=footwear)
    sale = CategoryFactory(store=store, name="Winter sale")
    made = catalog.add_product(
        store=store,
        name="Trail boot, waterproof",
        brand="Fjordwear",
        sku="TB-42-MOSS",
        upc="4006381333931",
        external_id="gid-4711",
        price=Decimal(129),
        compare_at=Decimal(149),
        cost=Decimal("61.50"),
        stock=0,
        tags=["new", "vegan"],
        attributes={"Colour": "Moss", "Sole": "Vibram"},
        url="https://shop.example.com/trail-boot",
        description="A light boot for long days.\n\nWaterproof, and can be resoled twice.",
        categories=[boots, sale],
        **who,
    )
    alts = ["From the side", "From above", "The sole", "In the rain"]
    images.add_images(product=made, files=[photo(colour) for colour in COLOURS[:4]], alts=alts, **who)
    for first, last, kind in [("Ana", "López", "back_in_stock"), ("Sam", "Okafor", "price_drop")]:
        person = CustomerFactory(store=store, first_name=first, last_name=last)
        interest.watch(product=made, customer=person, kind=kind, **who)
        interest.wish(product=made, customer=person, **who)
        order = OrderFactory(store=store, customer=person)
        OrderLineFactory(order=order, product=made, quantity=2, price=Decimal(129), refunded_quantity=0)
    catalog.edit_product(product=made, price=Decimal(119), **who)
    made.refresh_from_db()
    return made


@pytest.fixture
def shelf(store, boot, who):
    names = ["Merino socks", "Rain jacket", "Camp stove", "Head torch", "Down quilt", "Trekking poles"]
    for place, name in enumerate(names):
        status = ["active", "draft", "archived"][place % 3]
        product = ProductFactory(
            store=store, name=name, brand="Larkspur", status=status, stock=[12, 0, None][place % 3]
        )
        if place < 3:
            images.add_images(product=product, files=[photo(COLOURS[place])], **who)
    return boot


def pictures(page):
    return page.locator("#gallery li[data-image] img")


def order(page):
    return [picture.get_attribute("alt") for picture in pictures(page).all()]


def test_the_list_looks_right(look, enter, owner, shelf, axe, fits, shot):
    page = enter(owner, "/products")
    page.wait_for_load_state("networkidle")
    shot(f"products-{look}", full_page=False)
    axe()
    fits()


def test_a_product_looks_right(look, enter, owner, boot, axe, fits, shot):
    page = enter(owner, f"/products/{boot.public_id}")
    expect(page.locator("#sold")).to_contain_text("Revenue")
    page.wait_for_load_state("networkidle")
    shot(f"product-{look}")
    axe()
    fits()


def test_a_profile_shows_wishes(enter, owner, store, boot, axe, fits, shot):
    customer = store.customers.get(first_name="Ana")
    page = enter(owner, f"/customers/{customer.public_id}")
    panel = page.locator("#panel-wants")
    expect(panel).to_contain_text("waits until it is back in stock")
    panel.scroll_into_view_if_needed()
    shot("customer-wants-light-1440", full_page=False)
    axe()
    panel.get_by_role("button", name="Cancel").click()
    expect(panel).not_to_contain_text("waits until")
    expect(panel).to_contain_text("on the wishlist")


def test_the_form_looks_right(look, enter, owner, boot, axe, fits, shot):
    enter(owner, f"/products/{boot.public_id}/edit")
    shot(f"product-edit-{look}")
    axe()
    fits()


def test_the_tree_looks_right(look, enter, owner, boot, axe, fits, shot):
    page = enter(owner, "/products/categories")
    shot(f"categories-{look}", full_page=False)
    axe()
    fits()
    page.get_by_role("button", name="Footwear: more", exact=True).click()
    expect(page.get_by_role("menuitem", name="Add below").first).to_be_focused()
    shot(f"categories-menu-{look}", full_page=False)
    axe()


def test_a_picture_is_dragged_to_the_front(enter, owner, boot):
    page = enter(owner, f"/products/{boot.public_id}")
    assert order(page) == ["From the side", "From above", "The sole", "In the rain"]
    item = page.locator("#gallery li", has=page.get_by_alt_text("The sole"))
    item.hover()
    item.locator("[data-grip]").hover()
    page.mouse.down()
    front = page.get_by_alt_text("From the side").bounding_box()
    page.mouse.move(front["x"] + 60, front["y"] + 60, steps=8)
    page.mouse.up()
    expect(pictures(page).first).to_have_attribute("alt", "The sole")
    expect(page.locator("#history")).to_contain_text("reordered the pictures")
    page.reload()
    assert order(page) == ["The sole", "From the side", "From above", "In the rain"]


def test_pictures_are_moved_by_keys_and_by_their_menu(enter, owner, boot):
    page = enter(owner, f"/products/{boot.public_id}")
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Move picture 2: arrow keys").focus()
    page.keyboard.press("ArrowRight")
    expect(pictures(page).nth(2)).to_have_attribute("alt", "From above")
    expect(page.locator("[data-said]")).to_have_text("Picture 3 of 4")
    page.keyboard.press("ArrowRight")  # the grip still has the focus
    expect(page.locator("[data-said]")).to_have_text("Picture 4 of 4")
    expect(pictures(page).nth(3)).to_have_attribute("alt", "From above")
    page.get_by_role("button", name="Picture 4: more").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Move left").click()
    expect(page.locator("[data-said]")).to_have_text("Picture 3 of 4")
    expect(pictures(page).nth(2)).to_have_attribute("alt", "From above")
    page.get_by_role("button", name="Picture 3: more").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Make primary").click()
    expect(pictures(page).first).to_have_attribute("alt", "From above")


def test_pictures_are_added_described_and_deleted(enter, owner, boot, axe, shot):
    page = enter(owner, f"/products/{boot.public_id}")
    files = [{"name": f"{c}.png", "mimeType": "image/png", "buffer": drawn(c)} for c in COLOURS[:2]]
    page.locator("#gallery-files").set_input_files(files)
    expect(page.locator("#gallery-title")).to_contain_text("6 of 10")
    page.get_by_role("button", name="Picture 6: more").focus()
    page.keyboard.press("Enter")
    shot("product-picture-menu-light-1440", full_page=False)
    axe()
    page.get_by_role("menuitem", name="Describe").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("What the picture shows").fill("Laces undone")
    axe()
    drawer.get_by_role("button", name="Save").click()
    expect(pictures(page).nth(5)).to_have_attribute("alt", "Laces undone")
    page.get_by_role("button", name="Picture 6: more").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#gallery-title")).to_contain_text("5 of 10")
    page.locator("#gallery-files").set_input_files(
        [{"name": "notes.txt", "mimeType": "image/png", "buffer": b"no picture"}]
    )
    expect(page.locator("#gallery-error")).to_contain_text("notes.txt: This is not an image")
    expect(page.locator("#gallery-title")).to_contain_text("5 of 10")


def test_a_product_is_added_by_hand(enter, owner, store, boot):
    page = enter(owner, "/products")
    page.get_by_role("link", name="Add product").click()
    page.get_by_label("Name").fill("Gift card")
    page.get_by_role("button", name="Add product").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.get_by_label("Price", exact=False).first.fill("50")
    page.get_by_role("button", name="Add product").click()
    expect(page.locator("main h1")).to_have_text("Gift card")
    expect(page.locator("#gallery")).to_contain_text("No pictures yet")


def test_a_category_is_added_in_the_drawer(enter, owner, store, boot, axe):
    page = enter(owner, "/products/categories")
    page.get_by_role("link", name="Add category").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Name").fill("Winter sale")
    drawer.get_by_role("button", name="Add category").click()
    expect(drawer.locator(".field-error")).to_contain_text("of this name here already")
    axe()
    drawer.get_by_label("Below").select_option(label="Footwear")
    drawer.get_by_role("button", name="Add category").click()
    expect(page.locator("#tree")).to_contain_text(re.compile("Winter sale.*Winter sale", re.S))


def test_archived_by_its_menu_and_taken_back(enter, owner, boot):
    page = enter(owner, f"/products/{boot.public_id}")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Archive").click()
    expect(page.locator("#product-card")).to_contain_text("Archived")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#product-card")).to_contain_text("Active")
