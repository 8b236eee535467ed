"""Which order ended which cart, whichever of the two was heard of first."""

from collections.abc import Iterable

from django.db import connection

from core.models import Store

# The earliest order made from a cart ends it. Test orders end nothing.
_LINK = """
UPDATE commerce_cart cart SET order_id = found.id, ordered_at = found.placed_at
FROM unnest(%(carts)s::text[]) AS given (external_id)
LEFT JOIN LATERAL (
  SELECT o.id, o.placed_at FROM commerce_order o
  WHERE o.store_id = %(store)s AND o.cart_external_id = given.external_id AND o.cart_external_id <> ''
    AND NOT o.is_test
  ORDER BY o.placed_at, o.external_id LIMIT 1
) found ON true
WHERE cart.store_id = %(store)s AND cart.external_id = given.external_id
  AND (cart.order_id, cart.ordered_at) IS DISTINCT FROM (found.id, found.placed_at)
"""


def link_carts(*, store: Store, external_ids: Iterable[str]) -> int:
    """Bring these carts in step with the orders that name them; says how many changed."""
    carts = sorted(set(external_ids) - {""})
    if not carts:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_LINK, {"store": store.pk, "carts": carts})
        return cursor.rowcount
