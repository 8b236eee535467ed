"""What the database does for each list page: the plans of its costly statements."""

from collections.abc import Callable, Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.measuring import sql
from bench.pages import addresses, owner_of
from core.events.queries import history, recent, timeline
from core.models import Store


def plans_of_pages(store: Store) -> Iterator[tuple[str, str]]:
    client = owner_of(store)
    for page, address in addresses(store).items():
        yield page, _plan(lambda address=address: client.get(address))
    customer = store.customers.order_by("pk")[0].pk
    yield "timeline of a customer", _plan(lambda: timeline(store, customer))
    yield "history of a record", _plan(lambda: history(store, "customers.customer", customer))
    yield "recent activity", _plan(lambda: recent(store))


def _plan(ask: Callable[[], object]) -> str:
    ask()
    with CaptureQueriesContext(connection) as watched:
        ask()
    read = {query["sql"] for query in watched if query["sql"].startswith(("SELECT", "WITH", "("))}
    costs = {statement: _cost(statement) for statement in read}
    costly = [statement for statement, cost in costs.items() if cost > 50] or [
        max(read, key=costs.__getitem__)
    ]
    plans = [_told(statement, "ANALYZE, TIMING OFF, BUFFERS OFF") for statement in costly]
    return "\n\n".join("\n".join(line for (line,) in plan) for plan in plans)


def _cost(statement: str) -> float:
    (((plan,),),) = _told(statement, "FORMAT JSON")
    return plan["Plan"]["Total Cost"]


def _told(statement: str, options: str) -> list[tuple]:
    return sql(f"EXPLAIN ({options}) {statement.replace('%', '%%')}")()
