from django.urls import reverse

from tests.factories import UserFactory


def test_a_visitor_is_sent_to_sign_in(client, db):
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_member_sees_the_store_they_work_in(owner, store):
    answer = owner.get("/")

    assert answer.status_code == 200
    assert store.name in answer.content.decode()


def test_a_person_without_a_store_learns_what_to_do(client, db):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.get("/")

    assert answer.status_code == 200
    assert "You are not in a store yet" in answer.content.decode()
