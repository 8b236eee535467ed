"""People whom the demo shop knows twice, as happens: another address, the same number, a family's phone."""

from django.db import connection

from core.demo import Demo
from customers.services.duplicates import find_duplicates, merge_pair

MOST = 60  # pairs
MERGED = 3  # in a shop of some size
# Of three doubles one wrote under another spelling of the address, one has the same number, and one is a
# relative with the same number.
_DOUBLE = """
UPDATE customers_customer c SET
  last_name = one.last_name,
  first_name = CASE WHEN turn %% 3 = 2 THEN c.first_name ELSE one.first_name END,
  email = CASE WHEN turn %% 3 = 0 THEN replace(one.email, '@', '+shop@') ELSE c.email END,
  phone = CASE WHEN turn %% 3 = 0 THEN c.phone ELSE one.phone END
FROM (
  SELECT first.*, second.id AS double, row_number() OVER (ORDER BY first.id) AS turn
  FROM demo_customer d JOIN customers_customer first USING (id)
  JOIN customers_customer second ON second.id = first.id + 1 AND second.store_id = first.store_id
  WHERE d.n %% 97 = 5 AND first.phone <> '' AND first.email IS NOT NULL
  ORDER BY first.id DESC LIMIT %(most)s
) one WHERE c.id = one.double
"""


def make_doubles(demo: Demo) -> str:
    with connection.cursor() as cursor:
        cursor.execute(_DOUBLE, {"most": MOST})
        return f"{cursor.rowcount} people known twice"


def find_and_merge_some(demo: Demo) -> str:
    found = find_duplicates(store=demo.store, now=demo.now)
    sure = demo.store.duplicatepairs.filter(is_sure=True).order_by("pk")
    merged = min(MERGED, demo.size // 1000)
    for pair in sure.select_related("first__metrics", "second__metrics", "first__store")[:merged]:
        merge_pair(pair=pair, by=demo.staff[0], now=demo.now)
    return f"{found} pairs of duplicates, {merged} merged"
