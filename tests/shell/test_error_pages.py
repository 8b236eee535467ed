import re

from django.test import Client, RequestFactory
from django.urls import reverse

from crm import errors


def test_an_absent_page_says_so_inside_the_shell(owner, store):
    answer = owner.get("/nothing-here")

    assert answer.status_code == 404
    assert "This page is not here" in answer.content.decode()
    assert store.name in answer.content.decode()


def test_an_absent_page_says_so_to_a_visitor(client, db):
    answer = client.get("/nothing-here")

    assert answer.status_code == 404
    assert "entrance-card" in answer.content.decode()


def test_a_stale_form_explains_itself(store, owner):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = owner.cookies

    answer = strict.post(reverse("put-setup-away"))

    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()


def test_our_own_fault_needs_no_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = errors.our_fault(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


def test_a_crash_shows_the_page_and_its_reference(owner, monkeypatch):
    owner.raise_request_exception = False
    monkeypatch.setattr("crm.views.setup", crash)

    answer = owner.get("/")

    assert answer.status_code == 500
    assert re.search(r"<code>[\w-]{36}</code>", answer.content.decode())


def crash(request):
    raise RuntimeError("boom")
