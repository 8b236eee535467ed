import time

import pytest
from django.http import HttpResponse
from django.urls import include, path

from accounts.signin.recent import recently_signed_in
from crm.urls import urlpatterns as ours
from tests.accounts.conftest import PASSWORD, add_app, code_of, sign_in
from tests.conftest import make_stale, proof_of


@recently_signed_in
def dangerous(request):
    return HttpResponse(f"{request.method} {request.POST.get('what', '')} in {request.store}")


urlpatterns = [path("dangerous", dangerous), path("", include(ours))]


@pytest.fixture(autouse=True)
def with_something_dangerous(settings):
    settings.ROOT_URLCONF = __name__


def age(client, user):
    session = client.session
    session.update(proof_of(user, time.time() - 24 * 3600))
    session.save()


def test_a_fresh_sign_in_may_go_on(owner):
    assert owner.get("/dangerous").status_code == 200


def test_a_stale_one_is_asked_again(owner):
    make_stale(owner)

    response = owner.get("/dangerous")

    assert (response.status_code, response.url) == (302, "/account/again?next=%2Fdangerous")


def test_htmx_takes_the_whole_page_there(owner):
    make_stale(owner)

    response = owner.get(
        "/dangerous", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/team?a=1"
    )

    assert response["HX-Redirect"] == "/account/again?next=%2Fteam%3Fa%3D1"


def test_after_the_password_what_was_sent_is_done(visitor, ana, store):
    sign_in(visitor, ana)
    age(visitor, ana)
    asked = visitor.post("/dangerous", {"what": "erase"})

    response = visitor.post(asked.url, {"password": PASSWORD})

    assert response.content.decode() == f"POST erase in {store}"


def test_a_wrong_password_does_not_confirm(visitor, ana):
    sign_in(visitor, ana)
    age(visitor, ana)

    response = visitor.post("/account/again?next=/dangerous", {"password": "not this one at all"})

    assert response.status_code == 422
    assert visitor.get("/dangerous").status_code == 302


def test_a_code_of_the_app_confirms_too(visitor, ana):
    sign_in(visitor, ana)
    secret = add_app(visitor)
    age(visitor, ana)

    response = visitor.post("/account/again/code?next=/dangerous", {"code": code_of(secret, 1)})

    assert response.url == "/dangerous"
    assert visitor.get("/dangerous").status_code == 200


def test_somebody_signed_out_is_asked_to_sign_in(client, db):
    assert client.get("/dangerous").url.startswith("/account/sign-in")
