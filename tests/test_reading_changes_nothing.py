"""A GET may be prefetched, retried and crawled: it changes no row."""

import pytest

from tests.conftest import signed_in
from tests.furnished import Shop
from tests.routes import our_routes
from tests.snapshot import changed, fingerprints

# That a profile was looked at is part of the activity log.
LEAVES_A_TRACE = {"customers:profile": {"core_eventrecord", "core_outboxentry"}}
# No worker runs beside the tests, and this address says so.
SAYS_WHAT_IS_DOWN = {"readyz"}
READABLE = [route for route in our_routes() if "GET" in route.permissions or route.is_public]


@pytest.mark.parametrize("route", READABLE, ids=str)
def test_reading_changes_nothing(db, route):
    shop = Shop()
    client, address = signed_in(shop.owner), shop.url(route)
    before = fingerprints()

    response = client.get(address)

    assert response.status_code < 500 or route.name in SAYS_WHAT_IS_DOWN
    allowed = LEAVES_A_TRACE.get(route.name, set())
    assert set(changed(before, fingerprints())) <= allowed
