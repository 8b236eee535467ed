"""The frame of every page, by mouse, by keyboard and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from core.shell import Command, Hit, NavItem, RecordSearch, commands, navigation, searches

REGISTRIES = (navigation, commands, searches)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def entries():
    """A menu entry, a verb and a search of the test's own, whatever the apps register."""
    page = NavItem(
        group="insights",
        label="Sample page",
        icon="layers",
        url_name="styleguide",
        permission="home.view",
        order=900,
        shortcut="z",
        keywords="specimen",
    )
    verb = Command(
        label="Add a specimen", icon="plus", url_name="styleguide", permission="home.view", order=900
    )
    search = RecordSearch(label="Specimens", permission="home.view", find=find, order=900)
    before = [list(registry.entries) for registry in REGISTRIES]
    for registry, entry in zip(REGISTRIES, (page, verb, search), strict=True):
        registry.register(entry)
    yield
    for registry, entries in zip(REGISTRIES, before, strict=True):
        registry.entries[:] = entries


def find(store, term, limit):
    return [Hit(f"Specimen {term}", "found in the store", "/styleguide?found=1", "box")]


def open_palette(page):
    page.keyboard.press("Control+k")
    return page.get_by_role("combobox", name="Search or run a command")


def test_the_home_page_is_sound(look, enter, owner, axe, fits, shot):
    enter(owner)
    shot(f"home-{look}")
    axe()
    fits()


def test_the_palette_goes_to_a_page_by_keyboard_alone(enter, owner):
    page = enter(owner)

    open_palette(page).type("specimen p")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/styleguide$"))


def test_the_palette_finds_records(look, enter, owner, axe, shot):
    page = enter(owner)

    open_palette(page).fill("blue")
    expect(page.get_by_role("option", name="Specimen blue")).to_be_visible()
    shot(f"palette-{look}", full_page=False)
    axe()
    page.get_by_role("option", name="Specimen blue").click()

    expect(page).to_have_url(re.compile(r"\?found=1$"))


def test_the_palette_says_when_nothing_fits(enter, owner):
    searches.entries.clear()
    page = enter(owner)

    open_palette(page).fill("qqqq")

    expect(page.get_by_text("Nothing found")).to_be_visible()


def test_escape_closes_the_palette_at_once(enter, owner):
    page = enter(owner)
    box = open_palette(page)
    box.fill("home")

    page.keyboard.press("Escape")

    expect(box).to_be_hidden()


def test_g_and_a_letter_go_to_a_page(enter, owner):
    page = enter(owner)

    page.keyboard.press("g")
    page.keyboard.press("z")

    expect(page).to_have_url(re.compile(r"/styleguide$"))


def test_c_lists_what_can_be_created(enter, owner):
    page = enter(owner)

    page.keyboard.press("c")

    expect(page.get_by_role("option", name="Add a specimen")).to_be_visible()
    expect(page.get_by_role("option", name="Home")).to_have_count(0)


def test_a_question_mark_lists_the_keys(look, enter, owner, axe, shot):
    page = enter(owner)

    page.keyboard.press("?")

    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    shot(f"keys-{look}", full_page=False)
    axe()


def test_the_theme_is_kept_in_the_browser_and_with_the_person(enter, owner):
    page = enter(owner)

    page.get_by_role("button", name="Person").click()
    with page.expect_response("**/appearance"):
        page.get_by_role("menuitemradio", name="Dark").click()
    expect(page.locator("html")).to_have_class("dark")
    page.reload()

    expect(page.locator("html")).to_have_class("dark")
    owner.membership.user.refresh_from_db()
    assert owner.membership.user.theme == "dark"


def test_the_user_menu_is_sound(look, enter, owner, axe, shot):
    page = enter(owner)
    if "390" in look:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Person").click()

    expect(page.get_by_role("menu", name="Your account")).to_be_visible()
    shot(f"user-menu-{look}", full_page=False)
    axe()


def test_the_sidebar_stays_folded(enter, owner, shot):
    page = enter(owner)

    page.get_by_role("button", name="Fold the sidebar").click()
    page.reload()

    expect(page.get_by_role("button", name="Fold the sidebar")).to_have_attribute("aria-expanded", "false")
    assert page.locator(".side").bounding_box()["width"] == 56
    shot("sidebar-folded", full_page=False)


@pytest.mark.parametrize("browser_context_args", [("light", 390)], indirect=True)
def test_on_a_phone_the_sidebar_is_a_drawer(enter, owner, shot):
    page = enter(owner)
    side = page.get_by_role("complementary", name="Sidebar")
    expect(side).to_be_hidden()

    page.get_by_role("button", name="Menu", exact=True).click()
    expect(side).to_be_visible()
    shot("phone-drawer", full_page=False)
    page.keyboard.press("Escape")

    expect(side).to_be_hidden()
    expect(page.get_by_role("button", name="Menu", exact=True)).to_be_focused()


def test_the_skip_link_leads_to_the_content(enter, owner):
    page = enter(owner)

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
