import json

import pytest
from django.urls import reverse

from core.htmx import close_drawer, toast

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/settings/team?page=2"}


def test_a_session_that_ran_out_leads_back_to_the_page_not_to_the_fragment(client, db):
    answer = client.get(reverse("palette"), {"q": "ana"}, headers=HTMX)

    assert answer.status_code == 200
    assert answer["HX-Redirect"] == f"{reverse('account_login')}?next=/settings/team%3Fpage%3D2"


def test_a_visitor_without_htmx_is_redirected_as_ever(client, db):
    answer = client.get(reverse("palette"))

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next=/palette"


def test_a_toast_keeps_what_else_the_answer_says():
    answer = toast(close_drawer("customer-saved"), "Saved", undo="/undo/1")

    assert json.loads(answer["HX-Trigger"]) == {
        "drawer:close": {},
        "customer-saved": {},
        "toast": {"title": "Saved", "text": "", "tone": "success", "undo": "/undo/1"},
    }


@pytest.mark.parametrize("target", ["div#drawer-page", "div#rows"])
def test_a_page_is_drawn_for_the_place_it_goes_to(owner, target):
    answer = owner.get("/", headers={**HTMX, "HX-Target": target})

    assert ('class="side"' in answer.content.decode()) is (target != "div#drawer-page")
