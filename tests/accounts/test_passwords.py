from datetime import timedelta

import pytest
from django.utils import timezone

from tests.accounts.conftest import (
    PASSWORD,
    add_app,
    events_of,
    is_signed_in,
    mail_to,
    new_email,
    new_visitor,
    sign_in,
)

NEW = "seven quiet herons wade"


def ask(visitor, email, **extra):
    return visitor.post("/account/password/forgotten", {"email": email}, **extra)


def link_for(email) -> str:
    return next(word for word in mail_to(email).body.split() if "/password/reset/" in word)


def use(visitor, link, password=NEW):
    form = visitor.get("/" + link.split("/", 3)[3], follow=True)
    return visitor.post(form.request["PATH_INFO"], {"password1": password})


def test_a_forgotten_password_is_replaced_by_a_link(visitor, ana, mailoutbox):
    ask(visitor, ana.email)

    use(visitor, link_for(ana.email))

    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert "accounts.password_changed" in events_of(ana)
    assert mail_to(ana.email).subject == "Your password was changed"


def test_the_link_works_once(visitor, ana, mailoutbox):
    ask(visitor, ana.email)
    link = link_for(ana.email)
    use(visitor, link)

    page = new_visitor().get("/" + link.split("/", 3)[3])

    assert "This link no longer works" in page.content.decode()


def test_the_link_is_too_old_after_an_hour(visitor, ana, mailoutbox, monkeypatch):
    ask(visitor, ana.email)
    later = (timezone.now() + timedelta(minutes=61)).replace(tzinfo=None)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)

    page = new_visitor().get("/" + link_for(ana.email).split("/", 3)[3])

    assert "This link no longer works" in page.content.decode()


def test_a_poor_password_is_refused_and_the_link_still_works(visitor, ana, mailoutbox):
    ask(visitor, ana.email)
    link = link_for(ana.email)

    assert use(visitor, link, "password2026!").status_code == 422

    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    use(visitor, link)
    ana.refresh_from_db()
    assert ana.check_password(NEW)


def test_links_name_our_address_whatever_host_was_asked(visitor, ana, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]

    ask(visitor, ana.email, HTTP_HOST="evil.example")
    ask(visitor, email := new_email(), HTTP_HOST="evil.example")

    assert link_for(ana.email).startswith(f"{settings.PUBLIC_BASE_URL}/account/password/reset/")
    for message in (mail_to(ana.email), mail_to(email)):
        assert "evil.example" not in message.body + str(message.alternatives)


def test_another_host_is_not_answered_at_all(visitor, db):
    assert visitor.get("/account/sign-in", HTTP_HOST="evil.example").status_code == 400


def test_known_and_unknown_addresses_get_the_same_answer(ana, mailoutbox):
    answers = [ask(new_visitor(), email) for email in (ana.email, new_email())]

    assert [(a.status_code, a.url) for a in answers] == [(302, "/account/password/forgotten/sent")] * 2


def test_asking_again_and_again_is_limited(visitor, ana, mailoutbox):
    statuses = [ask(new_visitor(), ana.email).status_code for _ in range(4)]

    assert statuses == [302, 302, 302, 429]


def test_a_reset_keeps_the_second_step_and_ends_all_sessions(visitor, ana, mailoutbox):
    sign_in(visitor, ana)
    add_app(visitor)
    other = new_visitor()
    ask(other, ana.email)

    use(other, link_for(ana.email))

    assert not is_signed_in(visitor)
    assert sign_in(other, ana, NEW).url == "/account/second-step"
    assert not is_signed_in(other)


def test_a_reset_helps_after_too_many_wrong_passwords(visitor, ana, mailoutbox):
    for _ in range(6):
        sign_in(visitor, ana, "not this one at all")
    ask(visitor, ana.email)
    use(visitor, link_for(ana.email))

    sign_in(visitor, ana, NEW)

    assert is_signed_in(visitor)


def test_changing_the_password_signs_other_browsers_out(visitor, ana, mailoutbox):
    other = new_visitor()
    sign_in(other, ana)
    sign_in(visitor, ana)

    visitor.post("/account/password", {"oldpassword": PASSWORD, "password1": NEW})

    assert is_signed_in(visitor)
    assert not is_signed_in(other)
    assert "accounts.password_changed" in events_of(ana)


@pytest.mark.parametrize(
    "answers",
    [{"oldpassword": "not this one", "password1": NEW}, {"oldpassword": PASSWORD, "password1": "short"}],
)
def test_a_refused_change_changes_nothing(visitor, ana, answers):
    other = new_visitor()
    sign_in(other, ana)
    sign_in(visitor, ana)

    response = visitor.post("/account/password", answers)

    assert response.status_code == 422
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    assert is_signed_in(other)
