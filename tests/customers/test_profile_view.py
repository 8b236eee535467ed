import pytest

from tests.factories import CustomerFactory


@pytest.fixture
def ada(store):
    return CustomerFactory(store=store, first_name="Ada", last_name="Lovelace")


def views_of(store):
    return [
        (record.actor_label, record.subject_label)
        for record in store.events.filter(name="customers.profile_viewed").order_by("pk")
    ]


def test_looking_at_a_profile_is_noted_once_per_person(owner, agent, store, ada):
    for client in (owner, owner, agent):
        client.get(f"/customers/{ada.public_id}")  # reading alone changes nothing; the page then tells
        client.post(f"/customers/{ada.public_id}/viewed")
    people = [str(client.membership.user) for client in (owner, agent)]
    assert views_of(store) == [(person, "Ada Lovelace") for person in people]


def test_a_profile_nobody_may_see_is_not_noted(stranger, store, ada):
    assert stranger.get(f"/customers/{ada.public_id}").status_code == 404
    assert stranger.post(f"/customers/{ada.public_id}/viewed").status_code == 404
    assert views_of(store) == []
