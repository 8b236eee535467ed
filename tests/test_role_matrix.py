"""Each role at each address: one test per cell of the table that the URLconf and accounts/roles.py make."""

import re
from pathlib import Path

import pytest
from django.test import Client

from accounts.permissions import PUBLIC, SIGNED_IN
from accounts.roles import PERMISSIONS, PERMISSIONS_OF, Role
from crm.access_table import Route, as_markdown, routes
from tests.conftest import signed_in
from tests.factories import MembershipFactory

ROUTES = routes()
CELLS = [
    (route, method, role)
    for route in ROUTES
    for method, needed in route.needs.items()
    for role in Role
    if needed != PUBLIC
]
DOORS = [(route, method) for route in ROUTES for method in route.needs]
SIGN_IN = "/account/sign-in"


def name_of(cell):
    return getattr(cell, "name", None) or str(cell)


def address_of(route: Route) -> str:
    """The route with made-up ids in it: who may not come in must be told so before anything is looked up."""
    made_up = {"uuid": "01890000-0000-7000-8000-000000000000", "int": "999999"}
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda part: made_up.get(part.group(1), "x"), route.path)
    plain = re.sub(r"\(\?P<\w+>[^)]*\)", "x", plain)
    return plain.replace("^", "").replace("$", "")


def send(client, route, method):
    """An answer, or None where the route has no such method."""
    if route.is_endpoint:
        response = client.generic(method, address_of(route), b"{}", content_type="application/json")
    else:
        response = client.generic(method, address_of(route))
    return None if response.status_code == 405 else response


def is_sent_to_sign_in(response) -> bool:
    return response.status_code == 302 and response["Location"].startswith(f"{SIGN_IN}?next=")


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_every_route_says_what_it_asks(route):
    assert route.needs
    for permission in route.needs.values():
        assert permission in PERMISSIONS or permission in (PUBLIC, SIGNED_IN)


@pytest.mark.parametrize(("route", "method", "role"), CELLS, ids=name_of)
def test_a_role_opens_what_it_may_and_nothing_else(route, method, role, store):
    needed = route.needs[method]
    client = signed_in(MembershipFactory(store=store, role=role))
    response = send(client, route, method)
    if response is None:
        assert "GET" in route.needs  # a page whose other method it is
    elif needed == SIGNED_IN or needed in PERMISSIONS_OF[role]:
        assert response.status_code not in (401, 403)
        assert response.status_code < 500
        assert not is_sent_to_sign_in(response)
    else:
        assert response.status_code == 403


@pytest.mark.parametrize(("route", "method"), DOORS, ids=name_of)
def test_nobody_comes_in_without_signing_in(route, method, db):
    response = send(Client(), route, method)
    if response is None:
        assert "GET" in route.needs
    elif route.needs[method] == PUBLIC:
        assert response.status_code != 500
    elif route.is_endpoint:
        assert response.status_code == 401
    else:
        assert is_sent_to_sign_in(response)


@pytest.mark.parametrize("path", ["/admin", "/admin/", "/admin/accounts/user/", "/admin/core/store/"])
@pytest.mark.parametrize("role", [None, *Role])
def test_the_admin_is_no_part_of_any_role(path, role, store):
    client = signed_in(MembershipFactory(store=store, role=role)) if role else Client()
    assert client.get(path, follow=False).status_code in (302, 301, 403)
    assert "Site administration" not in client.get(path, follow=True).content.decode()


def test_the_written_table_is_current():
    written = Path(__file__).parent.parent / "docs/roles.md"
    assert written.read_text() == as_markdown(), "run manage.py write_roles"
