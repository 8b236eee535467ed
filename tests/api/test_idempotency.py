import threading
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.idempotency import KEPT_FOR, forget_expired
from core.models import IdempotencyRecord, Store
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.threads import at_once

pytestmark = pytest.mark.urls("tests.api.endpoints")
NAME = "/api/test/name"


def post(client, body, key="key-1", url=NAME, **headers):
    return client.post(
        url, body, content_type="application/json", headers={"Idempotency-Key": key, **headers}
    )


def test_the_same_request_gets_the_first_answer(owner, store):
    first = post(owner, {"name": "Harbour"})
    Store.objects.filter(pk=store.pk).update(name="Later")
    again = post(owner, {"name": "Harbour"})
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotent-Replayed"] == "true"
    assert again["Location"] == first["Location"] == "/there"
    assert not first.has_header("Idempotent-Replayed")
    assert Store.objects.get(pk=store.pk).name == "Later"


def test_spacing_and_order_of_the_body_do_not_count(owner):
    first = post(owner, '{"name":"A","size":1}')
    assert post(owner, '{ "size": 1, "name": "A" }').content == first.content


def test_another_body_is_refused(owner, store):
    post(owner, {"name": "A"})
    response = post(owner, {"name": "B"})
    assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")
    assert Store.objects.get(pk=store.pk).name == "A"


def test_another_address_is_refused(owner):
    post(owner, {"name": "A"})
    assert post(owner, {"name": "A"}, url="/api/test/secret").json()["code"] == "idempotency_key_reused"


def test_a_key_is_the_callers_own(owner, store, stranger):
    post(owner, {"name": "A"})
    colleague = signed_in(MembershipFactory(store=store))
    assert post(colleague, {"name": "B"}).status_code == 201
    assert post(stranger, {"name": "C"}).status_code == 201
    assert Store.objects.get(pk=store.pk).name == "B"


def test_a_refusal_is_an_answer_too(owner, store):
    first = post(owner, {"name": "refuse"})
    again = post(owner, {"name": "refuse"})
    assert (again.status_code, again.content) == (409, first.content)
    assert again["Content-Type"] == "application/problem+json"
    assert Store.objects.get(pk=store.pk).name == store.name


def test_invalid_values_are_not_kept(owner):
    assert post(owner, {"name": ""}).status_code == 422
    assert not IdempotencyRecord.objects.exists()
    assert post(owner, {"name": "A"}).status_code == 201


def test_a_crash_takes_effect_and_record(owner, store):
    owner.raise_request_exception = False
    assert post(owner, {"name": "break"}).status_code == 500
    assert Store.objects.get(pk=store.pk).name == store.name
    assert not IdempotencyRecord.objects.exists()


def test_a_secret_is_never_kept(owner, store):
    first = post(owner, {}, url="/api/test/secret")
    assert first.json() == {"secret": "s3cr3t-once"}
    again = post(owner, {}, url="/api/test/secret")
    assert (again.status_code, again.json()["code"]) == (409, "idempotency_answer_not_kept")
    assert Store.objects.get(pk=store.pk).name == store.name + "!"
    assert IdempotencyRecord.objects.get().body is None


@pytest.mark.parametrize("key", ["", "x" * 256, "käse", "two words"])
def test_an_unusable_key_is_refused(owner, key):
    assert post(owner, {"name": "A"}, key=key).json()["code"] == "idempotency_key_invalid"


def test_spending_needs_a_key(owner):
    response = owner.post("/api/test/spend", {}, content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "idempotency_key_missing")


def test_keys_are_forgotten_after_72_hours(owner):
    post(owner, {"name": "A"}, key="old")
    post(owner, {"name": "B"}, key="new")
    old = timezone.now() - KEPT_FOR - timedelta(seconds=1)
    IdempotencyRecord.objects.filter(key="old").update(created_at=old)
    assert forget_expired(now=timezone.now()) == 1
    assert IdempotencyRecord.objects.get().key == "new"


def test_an_expired_key_is_free_before_it_is_swept(owner):
    post(owner, {"name": "A"})
    IdempotencyRecord.objects.update(created_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    assert post(owner, {"name": "B"}).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_have_one_effect():
    member = signed_in(MembershipFactory())
    store = member.membership.store

    def call():
        client = Client()
        client.cookies = member.cookies
        return post(client, {}, url="/api/test/secret")

    answers = at_once(*[call] * 10)
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 9
    assert Store.objects.get(pk=store.pk).name == store.name + "!"


@pytest.mark.django_db(transaction=True)
def test_a_twin_of_a_slow_request_waits_two_seconds_and_is_told(monkeypatch):
    member = signed_in(MembershipFactory())
    started, release = threading.Event(), threading.Event()

    def slow(store, name):
        started.set()
        release.wait(20)
        return store

    monkeypatch.setattr("tests.api.endpoints.rename", slow)

    def first():
        client = Client()
        client.cookies = member.cookies
        return post(client, {"name": "A"})

    def twin():
        started.wait(20)
        begun = timezone.now()
        answer = post(member, {"name": "A"})
        answer.seconds = (timezone.now() - begun).total_seconds()
        release.set()
        return answer

    one, second = at_once(first, twin)
    assert one.status_code == 201
    assert (second.status_code, second.json()["code"]) == (409, "idempotency_in_flight")
    assert second["Retry-After"] == "1"
    assert 1.9 < second.seconds < 4
    assert post(member, {"name": "A"}).content == one.content
