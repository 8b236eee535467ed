import pytest

from accounts.roles import Role
from core.events.relay import relay
from core.lists.export import start_export
from core.lists.selection import Selection
from customers.tables import CUSTOMERS
from notifications.models import Notification
from tests.conftest import make_stale, signed_in
from tests.factories import MembershipFactory


@pytest.fixture
def shopkeeper(store):
    return MembershipFactory(store=store)


def export(store, by):
    start_export(
        store=store, table=CUSTOMERS, selection=Selection(True), sort="", columns=[], count=7, by=by.actor
    )
    relay()


def test_owners_hear_when_a_colleague_exports(store, shopkeeper):
    manager = MembershipFactory(store=store, role=Role.MANAGER)
    export(store, by=manager)
    told = Notification.objects.get(kind="platform.rows_exported")
    assert told.user == shopkeeper.user
    assert str(manager.user) in told.title


def test_who_exports_is_not_told_of_it(store, shopkeeper):
    export(store, by=shopkeeper)
    assert not Notification.objects.filter(kind="platform.rows_exported").exists()


def test_another_stores_owner_hears_nothing(store, shopkeeper):
    stranger = MembershipFactory()
    export(store, by=MembershipFactory(store=store, role=Role.MANAGER))
    assert not Notification.objects.filter(user=stranger.user).exists()


def test_an_old_sign_in_is_asked_to_prove_itself_before_rows_leave(store, shopkeeper):
    client = signed_in(shopkeeper)
    make_stale(client)
    response = client.post("/customers/export", {"scope": "all", "start": "1"})
    assert response.status_code == 302
    assert response["Location"].startswith("/account/")
    assert not store.jobs.exists()
