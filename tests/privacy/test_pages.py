"""The pages of requests: what they ask before they hand out or erase."""

from customers.models import Customer
from privacy import services
from tests.conftest import make_stale
from tests.privacy.conftest import NOW


def test_the_file_is_downloaded_once(owner, access_request, actor):
    services.keep_bundle(request=access_request, by=actor, now=NOW)
    type(access_request).objects.update(bundle_until="2100-01-01T00:00Z")
    page = f"/privacy/{access_request.public_id}"
    first = owner.post(f"{page}/fetch")
    assert first["Content-Type"]
    assert b"".join(first.streaming_content).startswith(b"PK")
    assert owner.post(f"{page}/fetch").status_code == 302


def test_who_signed_in_long_ago_is_asked_again(owner, erasure_request, person):
    make_stale(owner)
    page = f"/privacy/{erasure_request.public_id}"
    for address in ("fetch", "erase"):
        assert "/account/again" in owner.get(f"{page}/{address}")["Location"]
    assert "/account/again" in owner.post(f"{page}/erase", {"typed": person.name})["Location"]
    assert not Customer.objects.get(pk=person.pk).is_erased


def test_another_name_erases_nobody(owner, erasure_request, person):
    response = owner.post(f"/privacy/{erasure_request.public_id}/erase", {"typed": "Somebody Else"})
    assert response.status_code == 422
    assert not Customer.objects.get(pk=person.pk).is_erased


def test_a_person_is_found_by_their_whole_address_only(owner, person):
    told = {"kind": "access", "channel": "phone", "received_on": "2026-11-20"}
    assert owner.post("/privacy/new", {**told, "who": "xaviera"}).status_code == 422
    assert owner.post("/privacy/new", {**told, "who": " Xaviera@Example.com "}).status_code == 302


def test_the_log_asks_little(owner, access_request, erasure_request, at_most):
    owner.get("/privacy")
    with at_most(14):
        assert owner.get("/privacy").status_code == 200
