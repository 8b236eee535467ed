import pytest
from django.urls import reverse

from core.shell import Card, SetupStep, home_cards, setup_steps
from tests.factories import UserFactory


@pytest.fixture
def only():
    """Fill a registry with entries of the test's own."""
    before = [(registry, list(registry.entries)) for registry in (home_cards, setup_steps)]

    def fill(registry, *entries):
        registry.entries[:] = entries

    yield fill
    for registry, entries in before:
        registry.entries[:] = entries


def step(key, *, is_done=False, permission="home.view"):
    return SetupStep(
        key=key, label=key, text="Why", url_name="home", permission=permission, done=lambda store: is_done
    )


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


def test_the_check_list_knows_what_is_done(owner, only):
    only(setup_steps, step("Add a logo", is_done=True), step("Invite a colleague"))

    page = owner.get("/").content.decode()

    assert "1 of 2 done" in page
    assert page.count("data-done") == 1


def test_a_finished_check_list_is_gone(owner, only):
    only(setup_steps, step("Add a logo", is_done=True))

    assert 'id="set-up"' not in owner.get("/").content.decode()


def test_the_check_list_can_be_put_away(owner, only):
    only(setup_steps, step("Add a logo"))

    owner.post(reverse("put-setup-away"))

    assert 'id="set-up"' not in owner.get("/").content.decode()


def test_a_step_one_may_not_take_is_not_offered(agent, only):
    only(setup_steps, step("Invite a colleague", permission="team.invite"))

    assert "Invite a colleague" not in agent.get("/").content.decode()


def test_each_card_comes_from_its_own_address(owner, agent, only):
    card = Card(key="team", url_name="palette", permission="team.invite", title="Team")
    only(home_cards, card)

    assert f'hx-get="{reverse("palette")}"' in owner.get("/").content.decode()
    assert 'id="home-team"' not in agent.get("/").content.decode()


def test_home_asks_the_database_little(owner, django_assert_max_num_queries):
    owner.get("/")

    with django_assert_max_num_queries(14):
        owner.get("/")
