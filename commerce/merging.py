"""How the rows of the shop follow a merged customer."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commerce.models import (
    Cart,
    CustomerCategory,
    CustomerEventStat,
    Order,
    ProductWatch,
    Visit,
    Visitor,
    WishlistItem,
)
from commerce.services.metrics import refresh_customers
from core.models import Store
from customers.merging import Held, Moved, afterwards, moves, put_back, register, take_out

_STATS = CustomerEventStat._meta.db_table
_ADD = f"""
INSERT INTO {_STATS} AS stat (store_id, customer_id, name, count, first_at, last_at)
SELECT store_id, %(kept)s, name, count, first_at, last_at
FROM json_populate_recordset(NULL::{_STATS}, %(gone)s) ORDER BY name
ON CONFLICT (customer_id, name) DO UPDATE SET
  count = stat.count + excluded.count,
  first_at = least(stat.first_at, excluded.first_at),
  last_at = greatest(stat.last_at, excluded.last_at)
"""  # noqa: S608 (constants)
# What has been counted since stays; a first or last time that has not changed since goes back.
_SUBTRACT = f"""
WITH gone AS (SELECT * FROM json_populate_recordset(NULL::{_STATS}, %(gone)s)),
before AS (SELECT * FROM json_populate_recordset(NULL::{_STATS}, %(before)s))
UPDATE {_STATS} stat SET
  count = stat.count - gone.count,
  first_at = CASE WHEN stat.first_at = least(gone.first_at, before.first_at)
    THEN coalesce(before.first_at, stat.first_at) ELSE stat.first_at END,
  last_at = CASE WHEN stat.last_at = greatest(gone.last_at, before.last_at)
    THEN coalesce(before.last_at, stat.last_at) ELSE stat.last_at END
FROM gone LEFT JOIN before USING (name)
WHERE stat.customer_id = %(kept)s AND stat.name = gone.name
"""  # noqa: S608 (constants)
_OF_CUSTOMER = f"SELECT coalesce(jsonb_agg(row), '[]') FROM {_STATS} row WHERE customer_id = %s"  # noqa: S608
_DROP = f"DELETE FROM {_STATS} WHERE customer_id = %s AND count <= 0"  # noqa: S608 (constants)


class EventStats:
    """How often somebody did something is added up."""

    key = "commerce.customereventstat.customer"
    label: str | Promise = ""
    late = False

    def count(self, gone: int, kept: int) -> tuple[int, int]:
        return 0, 0

    def take(self, gone: int, kept: int) -> Moved:
        rows = take_out(_STATS, "customer_id", gone)
        if not rows:
            return Moved()
        with connection.cursor() as cursor:
            cursor.execute(_OF_CUSTOMER, [kept])
            before: list[dict[str, Any]] = json.loads(cursor.fetchone()[0])
            cursor.execute(_ADD, {"kept": kept, "gone": json.dumps(rows)})
        return Moved(held={"rows": rows, "before": before})

    def give_back(self, gone: int, kept: int, moved: Moved) -> None:
        rows, before = moved.held["rows"], moved.held["before"]
        with connection.cursor() as cursor:
            values: dict[str, Any] = {"kept": kept, "gone": json.dumps(rows), "before": json.dumps(before)}
            cursor.execute(_SUBTRACT, values)
            cursor.execute(_DROP, [kept])
        take_out(_STATS, "customer_id", gone)
        put_back(_STATS, rows)


moves(Order, label=_("Orders"))
moves(Cart, label=_("Carts"))
moves(WishlistItem, label=_("Wishlist"))
moves(ProductWatch, label=_("Products waited for"))
moves(Visitor, label=_("Browsers"))
moves(Visit, label=_("Visits to the shop"))
register(EventStats())
register(Held(CustomerCategory))


@afterwards
def work_figures_out_anew(store: Store, customer_ids: Iterable[int], now: datetime) -> None:
    refresh_customers(store=store, customer_ids=list(customer_ids), now=now)
