import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import ApiKeyFactory


@pytest.fixture(autouse=True)
def a_fresh_minute():
    """Calls counted in other tests are no concern of this one."""
    cache.clear()


def with_key(key) -> Client:
    """A program that calls with this key."""
    client = Client(headers={"Authorization": f"Bearer {key.secret}"})
    client.key = key
    return client


def new_key(store, **fields):
    secret = f"rgl_live_{store.pk}-{fields.get('name', 'Helpdesk')}"
    key = ApiKeyFactory(store=store, secret=secret, **{"name": "Helpdesk", **fields})
    key.secret = secret
    return key


@pytest.fixture
def program(store):
    """A key of the store that may do all a key may."""
    return with_key(new_key(store))
