"""Another store's record answers exactly as an absent one, whatever the address and method."""

import re

import pytest

from accounts.roles import Role
from tests.conftest import signed_in
from tests.factories import MembershipFactory
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
    """To the other shop's owner, and to each kind of its staff where the address knows the method."""
    theirs, mine = Shop(), Shop()
    address, nowhere = theirs.url(route), absent_url(route, theirs)
    roles = list(Role) if method.upper() in route.permissions else [Role.OWNER]
    clients = {role: signed_in(MembershipFactory(store=mine.store, role=role)) for role in roles}
    before = fingerprints(without=NOTED)

    for role, me in clients.items():
        foreign = getattr(me, method)(address)
        missing = getattr(me, method)(nowhere)
        assert foreign.status_code in ({404, 405} if role == Role.OWNER else {403, 404, 405}), role
        assert foreign.status_code == missing.status_code, role
        assert PER_REQUEST.sub(b"", foreign.content) == PER_REQUEST.sub(b"", missing.content), role

    assert changed(before, fingerprints(without=NOTED)) == []
