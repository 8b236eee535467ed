"""The API reference as a person reads it: light and dark, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_guide_and_an_area_are_easy_to_read(enter, owner, look, axe, shot, fits):
    for name, path in {"guide": "/api/docs", "customers": "/api/docs/customers"}.items():
        page = enter(owner, path)
        expect(page.locator("#docs-main")).to_be_visible()
        shot(f"api-docs-{name}-{look}", full_page=False)
        axe()
        fits()


def test_a_search_finds_calls_by_words_and_fields(enter, owner, page):
    enter(owner, "/api/docs/customers")
    page.get_by_label("Search the API").fill("pinned")
    expect(page.get_by_role("status")).to_have_text("Results for “pinned”")
    page.locator("#docs-main").get_by_role("link", name="Write a note").click()
    expect(page).to_have_url(re.compile("/api/docs/customers#add_note$"))
