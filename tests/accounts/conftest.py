from itertools import count

import pytest
from django.test import Client

from accounts.services import add_person
from tests.factories import MembershipFactory

PASSWORD = "brisk otters paddle north"
_addresses = count(1)


def new_visitor(**headers) -> Client:
    """A browser of its own, at an address of its own: limits of other tests do not reach it."""
    number = next(_addresses)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", **headers)


@pytest.fixture
def visitor(db):
    return new_visitor()


@pytest.fixture
def ana(store):
    """An owner with a password and a checked e-mail."""
    number = next(_addresses)
    user = add_person(email=f"ana{number}@example.com", name="Ana Silva", password=PASSWORD)
    MembershipFactory(store=store, user=user)
    return user


def sign_in(client, user, password=PASSWORD):
    return client.post("/account/sign-in", {"login": user.email, "password": password})
