"""Another store's record answers exactly as an absent one, whatever the address and method."""

import re

import pytest

from tests.conftest import signed_in
from tests.furnished import Shop, absent_url
from tests.routes import our_routes
from tests.snapshot import changed, fingerprints

METHODS = ("get", "post", "put", "patch", "delete")
# Their parameter names a field, an area, a chapter or a scheduled job, which every store has.
OF_EVERY_STORE = {"api-docs-area", "customers:check-field", "jobs:run-now", "team:switch-area"}
WITH_RECORDS = [
    route
    for route in our_routes()
    if route.params and not route.is_public and route.name not in OF_EVERY_STORE
]
# What a refused request may leave behind: the note that it was refused.
NOTED = {"core_eventrecord", "core_outboxentry"}
PER_REQUEST = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|csrf[^>]*>|[A-Za-z0-9]{64}")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", WITH_RECORDS, ids=str)
def test_another_stores_record_answers_as_an_absent_one(db, route, method):
    theirs, mine = Shop(), Shop()
    me = signed_in(mine.owner)
    address, nowhere = theirs.url(route), absent_url(route, theirs)
    before = fingerprints(without=NOTED)

    foreign = getattr(me, method)(address)
    missing = getattr(me, method)(nowhere)

    assert foreign.status_code in {404, 405}
    assert foreign.status_code == missing.status_code
    assert PER_REQUEST.sub(b"", foreign.content) == PER_REQUEST.sub(b"", missing.content)
    assert changed(before, fingerprints(without=NOTED)) == []
