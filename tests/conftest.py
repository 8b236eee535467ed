"""The cast: an owner, an agent who may look but not act, and the owner of another shop."""

import pytest
from django.test import Client

from accounts.roles import Role
from tests.factories import MembershipFactory, StoreFactory


@pytest.fixture
def store(db):
    return StoreFactory()


def signed_in(membership) -> Client:
    client = Client()
    client.force_login(membership.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.membership = membership
    return client


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
