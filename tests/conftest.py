"""The cast: an owner, an agent who may look but not act, and the owner of another shop."""

import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from tests.factories import MembershipFactory, StoreFactory


@pytest.fixture
def store(db):
    return StoreFactory()


def signed_in(membership) -> Client:
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.membership = membership
    session = client.session
    session.update(proof_of(membership.user, time.time()))
    session.save()
    return client


def proof_of(user, at: float) -> dict:
    """What a session keeps of a sign-in: how fresh it is decides about dangerous things."""
    return {
        "account_authentication_methods": [{"method": "password", "at": at}],
        "account_authentication_methods_user": str(user.pk),
    }


def make_stale(client) -> None:
    """Let the sign-in of this client be long ago, so that dangerous things ask again."""
    session = client.session
    session.update(proof_of(client.membership.user, time.time() - 24 * 3600))
    session.save()


@pytest.fixture
def owner(store):
    return signed_in(MembershipFactory(store=store))


@pytest.fixture
def agent(store):
    return signed_in(MembershipFactory(store=store, role=Role.ANALYST))


@pytest.fixture
def stranger(db):
    """An owner of some other shop."""
    return signed_in(MembershipFactory())


class QueryCeiling(CaptureQueriesContext):
    def __init__(self, most: int):
        super().__init__(connection)
        self.most = most

    def __exit__(self, exc_type, exc_value, traceback):
        super().__exit__(exc_type, exc_value, traceback)
        asked = [query["sql"][:150] for query in self.captured_queries]
        assert exc_type or len(asked) <= self.most, "\n".join(asked)


@pytest.fixture
def at_most():
    """`with at_most(8): …` fails when the block asks the database more often."""
    return QueryCeiling
