"""How long list pages take in a big store, through Django's own client: each shape of search and sort."""

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from django.db import connection
from django.test import Client

from bench.measuring import TIMES, seconds
from core.keyset import Order
from core.models import Store

PAGES = {
    "customers, newest first": "/customers",
    "customers, by name": "/customers?sort=name",
    "customers, by e-mail, descending": "/customers?sort=-email",
    "customers, half a surname": "/customers?search=wisn",
    "customers, a common surname": "/customers?search=martin",
    "customers, two words": "/customers?search=amel+wri",
    "customers, beginning of an e-mail": "/customers?search=theo.besan%40",
    "customers, beginning of a phone number": "/customers?search=%2B33639980",
    "customers, one status": "/customers?status=suspended",
    "customers, nobody": "/customers?search=zzzz",
    "customers, exact count": "/customers/count",
    "orders, newest first": "/orders",
    "orders, dearest first": "/orders?sort=-value",
    "orders, by number": "/orders?sort=number",
    "orders, one status": "/orders?status=pending",
    "orders, with a coupon": "/orders?coupon=true",
    "orders, a rare channel, dearest first": "/orders?channel=market&sort=-value",
    "orders, one product, dearest first": "/orders?product=SKU-1999&sort=-value",
    "orders, beginning of a number": "/orders?search=%23123",
    "orders, a customer's surname": "/orders?search=martin",
    "orders, exact count": "/orders/count",
    "carts, newest first": "/carts",
    "carts, dearest first": "/carts?sort=-value",
    "carts, abandoned": "/carts?state=abandoned",
    "products, newest first": "/products",
    "products, by name": "/products?sort=name",
    "activity": "/activity",
}
LIVELY = [
    "/customers",
    "/customers?sort=name",
    "/customers?search=martin",
    "/orders",
    "/orders?sort=-value",
    "/orders?status=pending",
]


class Taken(NamedTuple):
    page: float  # milliseconds, all of it
    sql: float  # of these, waiting for the database


def times_of_pages(store: Store) -> Iterator[tuple[str, Taken]]:
    yield from taken_of(store, addresses(store))


def taken_of(store: Store, addresses: dict[str, str]) -> Iterator[tuple[str, Taken]]:
    """Each page once to warm up, then the median of several."""
    client = owner_of(store)
    for label, address in addresses.items():
        _taken(client, address)
        taken = [_taken(client, address) for _ in range(TIMES)]
        yield label, Taken(median(each.page for each in taken), median(each.sql for each in taken))


def addresses(store: Store) -> dict[str, str]:
    best = store.customers.filter(metrics__isnull=False).order_by("-metrics__ltv", "pk").first()
    return PAGES | {
        "the best customer's profile": f"/customers/{(best or store.customers.order_by('pk')[0]).public_id}",
        "customers, deep by name": _deep(store.customers, "/customers", "sort_name", "name"),
        "customers, deep by age": _deep(store.customers, "/customers", "created_at", "added"),
        "orders, deep by age": _deep(store.orders, "/orders", "placed_at", "placed"),
    }


def owner_of(store: Store) -> Client:
    member = store.memberships.filter(role="owner").first()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["store_id"] = store.pk
    session.save()
    return client


def _deep(rows, path: str, column: str, key: str) -> str:
    """The address of the page that begins three fifths into the list."""
    rows = rows.order_by(column, "pk")
    row = rows[rows.count() * 3 // 5]
    return f"{path}?sort={key}&after={Order(rows, (column,)).cursor_of(row)}"


def _taken(client: Client, address: str) -> Taken:
    waited = [0.0]

    def watch(execute, *arguments):
        result = []
        waited[0] += seconds(lambda: result.append(execute(*arguments)))
        return result[0]

    def get() -> None:
        assert client.get(address).status_code == 200, address

    with connection.execute_wrapper(watch):
        page = seconds(get)
    return Taken(page * 1000, waited[0] * 1000)


def page_milliseconds(client: Client, rounds: int) -> list[float]:
    """Of each of the pages people look at most, one after the other."""
    return [_taken(client, address).page for _ in range(rounds) for address in LIVELY]
