"""How long a list page takes in a big store, through Django's own client: each shape of search and sort."""

import time
from statistics import median

from django.test import Client

from core.keyset import Order
from core.models import Store

PAGES = {
    "newest first": "",
    "by name": "?sort=name",
    "by e-mail, descending": "?sort=-email",
    "half a surname": "?search=wisn",
    "a common surname": "?search=martin",
    "two words": "?search=amel+wri",
    "beginning of an e-mail": "?search=theo.besan%40",
    "beginning of a phone number": "?search=%2B33639980",
    "one status": "?status=suspended",
    "nobody": "?search=zzzz",
    "exact count": "/count",
}


def milliseconds_per_page(store: Store, times: int = 5) -> dict[str, float]:
    client = _owner_of(store)
    pages = PAGES | {
        "deep by name": _deep(store, "sort_name", "name"),
        "deep by age": _deep(store, "created_at", "added"),
    }
    return {label: _median(client, f"/customers{query}", times) for label, query in pages.items()}


def _owner_of(store: Store) -> Client:
    member = store.memberships.filter(role="owner").first()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["store_id"] = store.pk
    session.save()
    return client


def _deep(store: Store, column: str, key: str) -> str:
    """The address of the page that begins three fifths into the list."""
    rows = store.customers.order_by(column, "pk")
    row = rows[rows.count() * 3 // 5]
    return f"?sort={key}&after={Order(rows, (column,)).cursor_of(row)}"


def _median(client: Client, address: str, times: int) -> float:
    client.get(address)
    taken = []
    for _turn in range(times):
        started = time.perf_counter()
        assert client.get(address).status_code == 200
        taken.append((time.perf_counter() - started) * 1000)
    return round(median(taken), 1)
