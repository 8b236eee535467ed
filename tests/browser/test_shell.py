import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_home_looks_right(look, enter, owner, axe, fits, shot):
    enter(owner)
    shot(f"home-{look}")
    axe()
    fits()
