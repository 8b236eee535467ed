"""Every address of signing in answers with a page of ours, never with one of a package."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from accounts.signin.urls import pages
from tests.accounts.conftest import add_app, new_visitor, sign_in
from tests.routes import all_routes

OURS = Path(settings.BASE_DIR, "templates")
ALLAUTH = Path(get_template("account/base_entrance.html").origin.name).parents[1]
ADDRESSES = [f"/account/{page.pattern}" for page in pages if not page.pattern.converters]
ADDRESSES = [path for path in ADDRESSES if "^" not in path] + ["/account/password/reset/1-x"]


def templates_of(response) -> list[str]:
    return [t.origin.name for t in response.templates if t.origin and t.origin.name.startswith("/")]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("who", ["visitor", "ana", "ana with app"])
def test_no_page_of_a_package_shows(visitor, ana, path, who):
    if who != "visitor":
        sign_in(visitor, ana)
    if who == "ana with app":
        add_app(visitor)

    response = visitor.get(path)

    assert response.status_code in {200, 302, 404, 405}
    assert not [name for name in templates_of(response) if name.startswith(str(ALLAUTH))]


def test_no_address_of_allauth_is_there_but_the_listed_ones():
    theirs = {route.name for route in all_routes() if route.view.__module__.startswith("allauth")}

    assert theirs <= {page.name for page in pages}


@pytest.mark.parametrize("folder", ["account/email", "mfa/email"])
def test_every_mail_allauth_may_send_is_written_by_us(folder):
    theirs = {path.name for path in (ALLAUTH / folder).glob("*_subject.txt")}
    # Of ways to sign in that are switched off, and an older name of one that is on.
    unused = {"login_code", "password_reset_code", "email_confirm", "password_reset"}
    for name in theirs - {f"{name}_subject.txt" for name in unused}:
        for ending in ("_subject.txt", "_message.txt", "_message.html"):
            assert (OURS / folder / name.replace("_subject.txt", ending)).exists(), name


def test_too_many_requests_get_a_kind_page(settings, db):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/h/ip"}
    settings.SIGNUP_OPEN = True
    visitor = new_visitor()
    visitor.post("/account/sign-up", {})

    response = visitor.post("/account/sign-up", {})

    assert response.status_code == 429
    assert response["Retry-After"] == "300"
    assert "Nothing is locked" in response.content.decode()


def test_the_outbox_is_for_trying_out_only(visitor, db, settings):
    settings.EMAIL_BACKEND = "core.mail.FolderBackend"

    assert visitor.get("/account/outbox").status_code == 404
