"""What its refunds make of an order: how much went back, its status, how many of each line.

Told from the rows alone, so that whoever changed them calls it and order and number of calls mean nothing.
The caller holds the orders' rows.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from commerce.models import OrderStatus, Refund

# news_rank keeps what the shop said; the status shown may have followed from refunds.
_ORDERS = """
UPDATE commerce_order o SET refunded = s.refunded, status = s.status
FROM (
    SELECT id, refunded,
        CASE WHEN told = 'cancelled' OR refunded = 0 THEN told
             WHEN refunded = total THEN 'refunded' ELSE 'partly_refunded' END AS status
    FROM (
        SELECT w.id, w.total, t.told,
            CASE WHEN t.told = 'refunded' THEN w.total
                 ELSE least(w.total, coalesce(g.amount, 0)) END AS refunded
        FROM commerce_order w
        CROSS JOIN LATERAL (SELECT (%(statuses)s::text[])[w.news_rank + 1] AS told) t
        LEFT JOIN (
            SELECT r.order_id, sum(r.amount) AS amount FROM commerce_refund r
            WHERE r.order_id = ANY(%(orders)s) AND NOT EXISTS (
                SELECT FROM commerce_refund c WHERE c.order_id = ANY(%(orders)s) AND c.confirms_id = r.id
            )
            GROUP BY r.order_id
        ) g ON g.order_id = w.id
        WHERE w.id = ANY(%(orders)s)
    ) given
) s
WHERE o.id = s.id AND (o.refunded, o.status) IS DISTINCT FROM (s.refunded, s.status)
"""
# The shop's word of a refund names its lines, or leaves those that staff named. Each part reads the refunds
# of these orders alone, also where the planner knows nothing of the tables.
_LINES = """
UPDATE commerce_orderline l SET refunded_quantity = s.quantity
FROM (
    SELECT w.id, least(w.quantity, coalesce(g.quantity, 0)) AS quantity
    FROM commerce_orderline w
    LEFT JOIN (
        SELECT b.line_id, sum(b.quantity) AS quantity
        FROM commerce_refund r JOIN commerce_refundline b ON b.refund_id = r.id
        WHERE r.order_id = ANY(%(orders)s) AND NOT EXISTS (
            SELECT FROM commerce_refund c JOIN commerce_refundline n ON n.refund_id = c.id
            WHERE c.order_id = ANY(%(orders)s) AND c.confirms_id = r.id
        )
        GROUP BY b.line_id
    ) g ON g.line_id = w.id
    WHERE w.order_id = ANY(%(orders)s)
) s
WHERE l.id = s.id AND l.refunded_quantity <> s.quantity
"""


@transaction.atomic
def settle_orders(*, order_ids: Sequence[int]) -> None:
    """Bring orders in step with the refunds known of them."""
    _confirm_records(order_ids)
    about: dict[str, Any] = {"orders": list(order_ids), "statuses": OrderStatus.values}
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS, about)
        cursor.execute(_LINES, about)


def _confirm_records(order_ids: Sequence[int]) -> None:
    """What staff recorded and the shop then told of is one refund."""
    recorded = Refund.objects.filter(order_id__in=list(order_ids), external_id="").values("order_id")
    refunds = list(Refund.objects.filter(order_id__in=recorded).order_by("order_id", "external_id", "pk"))
    found = paired(refunds)
    changed = [refund for refund in refunds if refund.confirms_id != found.get(refund.pk)]
    Refund.objects.filter(pk__in=[refund.pk for refund in changed]).update(confirms=None)
    for refund in changed:
        if refund.pk in found:
            Refund.objects.filter(pk=refund.pk).update(confirms=found[refund.pk])


def paired(refunds: Iterable[Refund]) -> dict[int, int]:
    """Each refund the shop told of, with the newest record of the same amount that was here before it.

    What staff record after the shop's word is a refund of its own: they had seen the other.
    """
    told = [refund for refund in refunds if refund.external_id]
    free = [refund for refund in refunds if not refund.external_id]
    pairs = {}
    for news in told:
        alike = [r for r in free if (r.order_id, r.amount) == (news.order_id, news.amount) and r.pk < news.pk]
        if alike:
            record = max(alike, key=lambda r: r.pk)
            free.remove(record)
            pairs[news.pk] = record.pk
    return pairs
