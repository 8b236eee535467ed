import pytest


@pytest.fixture
def actor(owner):
    return owner.membership.actor
