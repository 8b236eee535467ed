import statistics
import time

import pytest
from django.test import Client

from accounts.services import block_person
from core.actors import SYSTEM
from core.models import EventRecord
from tests.accounts.conftest import (
    PASSWORD,
    add_app,
    code_of,
    events_of,
    is_signed_in,
    new_email,
    new_visitor,
    sign_in,
)


def test_the_right_password_signs_in(visitor, ana):
    response = sign_in(visitor, ana)

    assert response.status_code == 302
    assert is_signed_in(visitor)
    assert events_of(ana) == ["accounts.signed_in"]


def test_capitals_in_the_address_do_not_matter(visitor, ana):
    visitor.post("/account/sign-in", {"login": ana.email.upper(), "password": PASSWORD})

    assert is_signed_in(visitor)


def test_the_record_says_from_where_and_never_the_password(visitor, ana):
    sign_in(visitor, ana, HTTP_USER_AGENT="Firefox/140.0")

    record = EventRecord.objects.get(name="accounts.signed_in", subject_id=ana.pk)
    assert (record.ip, record.user_agent) == (visitor.defaults["REMOTE_ADDR"], "Firefox/140.0")
    assert record.payload["method"] == "password"
    assert PASSWORD not in str(vars(record))


def test_a_wrong_password_gets_the_same_answer_as_an_unknown_address(visitor, ana):
    wrong = visitor.post("/account/sign-in", {"login": ana.email, "password": "not this one at all"})
    unknown = visitor.post("/account/sign-in", {"login": new_email(), "password": "not this one at all"})

    assert wrong.status_code == unknown.status_code == 422
    assert anonymous(wrong) == anonymous(unknown)
    assert not is_signed_in(visitor)
    assert events_of(ana) == ["accounts.sign_in_failed"]


def anonymous(response) -> str:
    """The page without what differs each time: the address typed and the token."""
    page, form = response.content.decode(), response.context["form"]
    page = page.replace(form["login"].value(), "ADDRESS")
    for token in {response.context["csrf_token"]}:
        page = page.replace(str(token), "TOKEN")
    return page


def test_a_wrong_password_takes_as_long_as_an_unknown_address(ana):
    """Medians of 15 each, taken in turn; processor time, so that other work here does not count."""

    def seconds(email):
        client = new_visitor()
        start = time.process_time()
        client.post("/account/sign-in", {"login": email, "password": "not this one at all"})
        return time.process_time() - start

    known, unknown = [], []
    for _ in range(15):
        known.append(seconds(ana.email))
        unknown.append(seconds(new_email()))
    assert abs(statistics.median(known) - statistics.median(unknown)) < 0.010


def test_signing_in_makes_a_new_session(visitor, ana):
    visitor.get("/account/start-over")
    session = visitor.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    visitor.cookies["session"] = planted

    sign_in(visitor, ana)

    assert visitor.session.session_key != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_signed_in(thief)


def test_a_session_that_signed_out_is_dead(visitor, ana):
    sign_in(visitor, ana)
    key = visitor.session.session_key

    visitor.post("/account/sign-out")

    thief = Client()
    thief.cookies["session"] = key
    assert not is_signed_in(thief)
    assert events_of(ana)[-1] == "accounts.signed_out"


def test_opening_the_sign_out_page_signs_nobody_out(visitor, ana):
    sign_in(visitor, ana)

    assert visitor.get("/account/sign-out").status_code == 200
    assert is_signed_in(visitor)


def test_after_five_wrong_passwords_even_the_right_one_waits(visitor, ana):
    for _ in range(5):
        sign_in(visitor, ana, "not this one at all")

    response = sign_in(visitor, ana)

    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert not is_signed_in(visitor)
    assert events_of(ana)[-1] == "accounts.sign_in_blocked"


def test_an_attacker_shuts_nobody_else_out(visitor, ana):
    attacker = new_visitor()
    statuses = [sign_in(attacker, ana, "not this one at all").status_code for _ in range(30)]
    assert statuses[-1] == 429

    sign_in(visitor, ana)

    assert is_signed_in(visitor)


def test_an_attack_from_everywhere_spares_a_browser_that_signed_in_before(visitor, ana, monkeypatch):
    monkeypatch.setattr("accounts.signin.throttle.ACCOUNT", "3/h/key")
    sign_in(visitor, ana)
    visitor.post("/account/sign-out")
    for _ in range(4):
        sign_in(new_visitor(), ana, "not this one at all")
    assert sign_in(new_visitor(), ana).status_code == 429

    sign_in(visitor, ana)

    assert is_signed_in(visitor)


def test_blocked_attempts_do_not_fill_the_log(visitor, ana):
    for _ in range(15):
        sign_in(visitor, ana, "not this one at all")

    assert events_of(ana).count("accounts.sign_in_blocked") == 1


def test_one_address_may_not_try_many_accounts(visitor, db):
    def attempt():
        return visitor.post("/account/sign-in", {"login": new_email(), "password": "not this one at all"})

    statuses = [attempt().status_code for _ in range(21)]

    assert statuses == [422] * 20 + [429]


def test_a_made_up_forwarding_header_does_not_help(visitor, ana):
    statuses = [
        sign_in(visitor, ana, "not this one at all", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}").status_code
        for n in range(6)
    ]

    assert statuses[-1] == 429


def test_a_blocked_person_is_told_so_and_stays_out(visitor, ana):
    block_person(user=ana, by=SYSTEM)

    response = sign_in(visitor, ana)

    assert response.url == "/account/blocked"
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [("/account/sessions", "/account/sessions"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_signing_in_leads_only_to_pages_of_ours(visitor, ana, wanted, reached):
    response = visitor.post("/account/sign-in", {"login": ana.email, "password": PASSWORD, "next": wanted})

    assert response.url == reached


def test_people_sign_in_while_redis_is_gone(visitor, ana, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}

    sign_in(visitor, ana)

    assert is_signed_in(visitor)


def test_a_code_is_good_once_even_while_redis_is_gone(visitor, ana, settings):
    sign_in(visitor, ana)
    secret = add_app(visitor)
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}}
    code = code_of(secret, 1)

    others = [new_visitor(), new_visitor()]
    for other in others:
        sign_in(other, ana)
        other.post("/account/second-step", {"code": code})

    assert [is_signed_in(other) for other in others] == [True, False]
