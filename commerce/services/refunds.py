"""Refunds that staff record. The money itself goes back in the shop's payment system."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.events.orders import OrderRefunded
from commerce.models import Order, Product, Refund, RefundLine
from commerce.queries.refund_quotes import Quote, all_that_is_left, capped, quote, rounded
from commerce.services.metrics import refresh_customers
from commerce.services.product_changes import Change, tell
from commerce.services.settling import settle_orders
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.figures import written_money


class CannotRefundOrder(DomainError):
    code = "cannot_refund_order"


@transaction.atomic
def refund_order(
    *,
    order: Order,
    by: Actor,
    now: datetime,
    amount: Decimal | None = None,
    lines: Mapping[str, int] | None = None,
    reason: str = "",
    restock: bool = False,
) -> Refund:
    """An amount, so many of some lines (by key), or both; with neither, all that is left."""
    order = Order.objects.select_for_update().get(pk=order.pk)
    _check(order)
    quoted = _quoted(order, amount, lines)
    _check_amount(order, quoted.amount)
    refund = Refund.objects.create(
        store_id=order.store_id,
        order=order,
        amount=quoted.amount,
        reason=reason.strip()[:300],
        restocked=restock and bool(quoted.lines),
        refunded_at=now,
        by_kind=by.kind,
        by_id=by.id,
        by_label=by.label,
    )
    _name_lines(refund, quoted)
    settle_orders(order_ids=[order.pk])
    _tell(refund, before=order, by=by, now=now)
    if refund.restocked:
        _put_back(quoted, by=by, now=now)
    refresh_customers(store=order.store, customer_ids=_owner(order), now=now)
    return refund


def _check(order: Order) -> None:
    if order.is_test:
        raise CannotRefundOrder(_("This is a test order: no money was paid for it."))
    if order.cancelled_at or order.status == "cancelled":
        raise CannotRefundOrder(_("This order was cancelled and counts nothing any more."))
    if order.paid_at is None:
        raise CannotRefundOrder(_("This order has not been paid."))
    if order.refundable <= 0:
        raise CannotRefundOrder(_("This order has been refunded in full."))


def _quoted(order: Order, amount: Decimal | None, lines: Mapping[str, int] | None) -> Quote:
    if amount is None and not lines:
        return capped(quote(order, all_that_is_left(order)), order.refundable)
    quoted = quote(order, _counted(order, lines or {}))
    return quoted if amount is None else capped(quoted, rounded(amount))


def _counted(order: Order, lines: Mapping[str, int]) -> Mapping[str, int]:
    left, bought = all_that_is_left(order), {line.key: line.title for line in order.lines.all()}
    for key, count in lines.items():
        if key not in bought:
            raise CannotRefundOrder(_("This order has no line %(key)s.") % {"key": key})
        if count < 1 or count > left.get(key, 0):
            about = {"title": bought[key], "left": left.get(key, 0)}
            raise CannotRefundOrder(_("Of “%(title)s” only %(left)s can still come back.") % about)
    return lines


def _check_amount(order: Order, amount: Decimal) -> None:
    if amount <= 0:
        raise CannotRefundOrder(_("Nothing was paid for this, so there is nothing to give back."))
    if amount > order.refundable:
        left = written_money(order.refundable, order.currency, cents=True)
        raise CannotRefundOrder(_("Only %(left)s of this order is left to refund.") % {"left": left})


def _name_lines(refund: Refund, quoted: Quote) -> None:
    RefundLine.objects.bulk_create(
        RefundLine(store_id=refund.store_id, refund=refund, line=line, quantity=count, amount=part)
        for line, count, part in quoted.lines
    )


def _put_back(quoted: Quote, *, by: Actor, now: datetime) -> None:
    """Into the stock of what is counted; those who wait for it hear of it."""
    counts: Counter[int] = Counter()
    for line, count, _part in quoted.lines:
        if line.product_id:
            counts[line.product_id] += count
    counted = Product.objects.filter(pk__in=counts, stock__isnull=False)
    made = []
    for product in counted.select_for_update(no_key=True).order_by("pk"):
        change = Change(product, by_count=True)
        change.give({"stock": (product.stock or 0) + counts[product.pk]})
        product.save(update_fields=["stock"])
        made.append(change)
    tell(made, by=by, now=now)


def _owner(order: Order) -> list[int]:
    return [order.customer_id] if order.customer_id else []


def _tell(refund: Refund, *, before: Order, by: Actor, now: datetime) -> None:
    order = Order.objects.get(pk=before.pk)
    told = OrderRefunded(
        store_id=order.store_id,
        order_id=order.pk,
        customer_id=order.customer_id,
        number=order.number,
        value=order.value,
        refund_id=refund.pk,
        refunded=rounded(refund.amount * order.rate),
        is_full=order.refunded == order.total,
        reason=refund.reason,
        subject_label=order.number,
        happened_at=now,
    )
    changed = {
        name: [getattr(before, name), getattr(order, name)]
        for name in ("status", "refunded")
        if getattr(before, name) != getattr(order, name)
    }
    publish(told, by=by, changes=changed)
