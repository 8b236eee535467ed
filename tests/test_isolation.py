"""Another store's record answers exactly as an absent one, whatever the address and method."""

import re

import pytest

from tests.conftest import signed_in
from tests.furnished import absent, furnish
from tests.routes import our_routes
from tests.snapshot import changed, fingerprints

METHODS = ("get", "post", "put", "patch", "delete")
WITH_RECORDS = [route for route in our_routes() if route.params and not route.is_public]
# What a refused request may leave behind: the note that it was refused.
NOTED = {"core_eventrecord", "core_outbox"}
PER_REQUEST = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|csrf[^>]*>|[A-Za-z0-9]{64}")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", WITH_RECORDS, ids=str)
def test_another_stores_record_answers_as_an_absent_one(db, route, method):
    theirs, mine = furnish(), furnish()
    me = signed_in(mine.owner)
    before = fingerprints(without=NOTED)

    foreign = getattr(me, method)(route.url(theirs.values), headers={"Accept": "*/*"})
    missing = getattr(me, method)(route.url(absent(theirs.values)), headers={"Accept": "*/*"})

    assert foreign.status_code == missing.status_code
    assert foreign.status_code in ({404, 405} if not route.is_endpoint else {404, 405, 403})
    assert PER_REQUEST.sub(b"", foreign.content) == PER_REQUEST.sub(b"", missing.content)
    assert changed(before, fingerprints(without=NOTED)) == []
