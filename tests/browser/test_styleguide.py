"""The visual test: every component in every state, in both themes, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def guide(page, live_server):
    page.goto(f"{live_server.url}/styleguide")
    expect(page.locator(".chart-box canvas")).to_have_count(2)
    return page


def test_the_guide_is_sound(look, guide, axe, fits, shot):
    shot(f"styleguide-{look}")
    axe()
    fits()


def test_a_drawer_changes_the_address_and_back_closes_it(look, guide, axe, shot):
    opener = guide.get_by_role("link", name="Open the drawer")
    opener.click()
    drawer = guide.get_by_role("dialog", name="Add a person")
    expect(drawer.get_by_label("Name")).to_be_focused()
    expect(guide).to_have_url(re.compile(r"\?show=form$"))
    shot(f"drawer-{look}", full_page=False)
    axe()

    guide.go_back()

    expect(drawer).to_be_hidden()
    expect(guide).to_have_url(re.compile(r"/styleguide$"))
    expect(opener).to_be_focused()


def test_a_drawer_form_comes_back_with_its_errors(guide, axe, shot):
    guide.get_by_role("link", name="Open the drawer").click()
    drawer = guide.get_by_role("dialog", name="Add a person")
    drawer.locator("[name=email]").fill("olivia@")
    drawer.get_by_role("button", name="Add person").click()

    summary = drawer.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Enter a valid email address")
    shot("drawer-invalid", full_page=False)
    axe()


def test_a_drawer_asks_before_it_loses_what_was_typed(guide):
    guide.get_by_role("link", name="Open the drawer").click()
    drawer = guide.get_by_role("dialog", name="Add a person")
    drawer.get_by_label("Name").press_sequentially("Olivia")

    guide.keyboard.press("Escape")
    guide.get_by_role("alertdialog").get_by_role("button", name="Cancel").click()

    expect(drawer.get_by_label("Name")).to_have_value("Olivia")


def test_a_toast_is_said_and_goes_away_when_dismissed(look, guide, axe, shot):
    for name in ("Toast", "Toast with Undo", "Error toast"):
        guide.get_by_role("button", name=name, exact=True).click()
    expect(guide.locator(".toast")).to_have_count(3)
    shot(f"toasts-{look}", full_page=False)
    axe()

    guide.locator(".toast").last.get_by_role("button", name="Dismiss").click()

    expect(guide.locator(".toast")).to_have_count(2)


def test_a_question_is_asked_before_a_dangerous_act(look, guide, axe, shot):
    button = guide.get_by_role("button", name="Confirm", exact=True)
    button.click()
    question = guide.get_by_role("alertdialog", name="Delete 12 customers?")
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    shot(f"confirm-{look}", full_page=False)
    axe()

    guide.keyboard.press("Escape")

    expect(question).to_be_hidden()
    expect(button).to_be_focused()


def test_a_menu_is_walked_with_arrow_keys(guide, axe, shot):
    button = guide.get_by_role("button", name="Menu", exact=True)
    button.click()
    expect(guide.get_by_role("menuitem", name="Edit")).to_be_focused()
    shot("menu", full_page=False)
    axe()

    guide.keyboard.press("ArrowDown")
    expect(guide.get_by_role("menuitem", name="Duplicate")).to_be_focused()
    guide.keyboard.press("Escape")

    expect(button).to_be_focused()


def test_shift_click_selects_a_range_and_the_bar_counts(look, guide, axe, shot):
    picks = guide.locator("[data-pick]")
    picks.nth(0).click()
    picks.nth(3).click(modifiers=["Shift"])

    expect(guide.get_by_role("toolbar", name="Selected people")).to_contain_text("4 selected")
    shot(f"selection-{look}", full_page=False)
    axe()


def test_all_rows_of_a_list_can_be_taken(guide):
    guide.get_by_role("checkbox", name="Select all on this page").click()
    guide.get_by_role("button", name="Select all 18,332").click()

    expect(guide.get_by_role("toolbar", name="Selected people")).to_contain_text("18,332 selected")


def test_a_list_is_walked_and_picked_by_keyboard(guide):
    guide.keyboard.press("j")
    guide.keyboard.press("j")
    guide.keyboard.press("x")

    expect(guide.get_by_role("checkbox", name="Select Jackson Lee")).to_be_checked()
    guide.keyboard.press("/")
    expect(guide.get_by_role("searchbox", name="Search people")).to_be_focused()


def test_a_chart_can_be_read_as_a_table(guide, shot):
    chart = guide.locator("x-chart").first
    chart.get_by_role("button", name="View as table").click()

    expect(chart.get_by_role("cell", name="1,480")).to_be_visible()
    expect(chart.locator("canvas")).to_be_hidden()


def test_the_unsaved_bar_shows_while_something_changed(guide, shot):
    form = guide.locator("form[data-guard]")
    bar = form.get_by_text("Unsaved changes")
    expect(bar).to_be_hidden()

    form.get_by_label("Name").fill("Olivia")
    expect(bar).to_be_visible()
    shot("unsaved", full_page=False)
    form.get_by_role("button", name="Discard").click()

    expect(bar).to_be_hidden()
    expect(form.get_by_label("Name")).to_have_value("")


def test_being_offline_is_said(guide, context):
    context.set_offline(True)
    expect(guide.get_by_text("You are offline")).to_be_visible()

    context.set_offline(False)
    expect(guide.get_by_text("You are offline")).to_be_hidden()
