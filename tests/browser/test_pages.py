"""Every page that needs no record, as an owner sees it: sound in both themes, wide and narrow."""

import pytest

from tests.routes import our_routes

pytestmark = pytest.mark.django_db(transaction=True)


def is_whole_page(answer) -> bool:
    return answer.status_code == 200 and answer.content.lstrip()[:9].lower() == b"<!doctype"


@pytest.fixture
def pages(owner):
    """Addresses without parameters that answer a page, not a fragment, a file or a redirect."""
    paths = [route.path for route in our_routes() if not (route.params or route.is_endpoint)]
    return [path for path in paths if is_whole_page(owner.get(path))]


def test_every_page_is_sound(look, pages, enter, owner, axe, fits, shot):
    faults = []
    for path in pages:
        enter(owner, path).wait_for_load_state("networkidle")
        shot(f"page{path.replace('/', '-')}-{look}")
        for check in (axe, fits):
            try:
                check()
            except AssertionError as fault:
                faults.append(f"{path}: {fault}")

    assert pages
    assert not faults, "\n".join(faults)
