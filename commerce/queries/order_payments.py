"""How orders were paid, as customers' payment methods are kept."""

from collections.abc import Iterable

from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from commerce.models import Payment
from customers.models import Customer, PaymentKind
from customers.suggestions import Suggestion

_KINDS = {"card": PaymentKind.CARD, "paypal": PaymentKind.WALLET, "bank": PaymentKind.BANK}
LOOKED_AT = 50  # of a customer's newest orders


def payments_of_orders(customer: Customer) -> Iterable[Suggestion]:
    """The cards a customer paid with, those used last first."""
    newest = customer.orders.filter(counts=True, store=customer.store_id).order_by("-placed_at", "-pk")
    keys = list(newest.values_list("pk", flat=True)[:LOOKED_AT])
    used = (
        Payment.objects.filter(order__in=keys)
        .exclude(last_four="")
        .values("method", "brand", "last_four")
        .annotate(times=Count("order", distinct=True), last=Max("order__placed_at"))
        .order_by("-last", "brand", "last_four")
    )
    for row in used:
        told = {"n": row["times"], "day": date_format(localtime(row["last"]), "j F Y")}
        why = ngettext("Paid an order on %(day)s", "Paid %(n)d orders, last on %(day)s", row["times"])
        yield Suggestion(
            key=f"{row['brand']}-{row['last_four']}".lower().replace(" ", "-"),
            label=f"{row['brand'] or row['method']} •••• {row['last_four']}",
            why=why % told,
            values={
                "kind": _KINDS.get(row["method"].lower(), PaymentKind.OTHER),
                "brand": row["brand"],
                "last_four": row["last_four"],
            },
        )
