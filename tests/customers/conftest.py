import pytest

from tests.factories import CustomerFactory


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store, first_name="Ana", last_name="López", email="ana@example.com")


@pytest.fixture
def actor(owner):
    return owner.membership.actor
