"""The lists people look at most walk an index, in a store big enough for the planner to care."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.shops import fill
from commerce.queries.metrics import OF_ALL

SIZE = 2_000  # customers; five orders each
WALKED = {
    "/customers": "customer_newest",
    "/customers?sort=name": "customer_store_name",
    "/orders": "order_newest",
    "/orders?sort=-value": "order_by_value",
    "/orders?sort=number": "order_by_number",
    "/orders?status=pending": "order_by_status",
    "/orders?search=%23123": "order_by_number",
    "/carts": "cart_newest",
    "/carts?sort=-value": "cart_by_value",
    "/products": "product_newest",
    "/products?sort=name": "product_by_name",
}


@pytest.fixture
def full_store(store):
    fill(store, SIZE)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customers_customer, commerce_order, commerce_cart, commerce_product")
    return store


def test_each_list_walks_its_index(owner, full_store):
    plans = {address: seen(owner, address) for address in WALKED}
    assert {address: plan for address, plan in plans.items() if WALKED[address] not in plan} == {}


def seen(client, address):
    """The plans of all that a page reads of the shop's tables."""
    with CaptureQueriesContext(connection) as watched:
        assert client.get(address).status_code == 200
    read = [query["sql"] for query in watched if query["sql"].startswith(("SELECT", "WITH", "("))]
    return "\n\n".join(plan_of(statement) for statement in read if "ORDER BY" in statement)


def plan_of(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement.replace('%', '%%')}", [])
        return "\n".join(line for (line,) in cursor.fetchall())


def test_the_figures_of_all_customers_come_from_one_index_in_its_own_order(full_store):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    plan = plan_of(OF_ALL % {"store": full_store.pk})
    assert "order_of_customer" in plan
    assert "Sort  (" not in plan
