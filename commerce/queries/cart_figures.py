"""What lies in carts that were left, and how many came back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from commerce.queries.carts import CartState, in_state
from core.models import Store

WINDOW = timedelta(days=30)


@dataclass(frozen=True)
class CartFigures:
    current: int
    abandoned: int  # of those last touched within 30 days
    at_risk: Decimal
    recovered: int
    recovered_value: Decimal

    @property
    def recovered_share(self) -> float | None:
        left = self.abandoned + self.recovered
        return self.recovered / left if left else None


def cart_figures(*, store: Store, now: datetime) -> CartFigures:
    lately = store.carts.filter(news_at__gte=now - WINDOW).order_by()
    found = {
        state: lately.filter(in_state(state, store=store, now=now)).aggregate(
            carts=Count("pk"), value=Sum("value", default=Decimal(0))
        )
        for state in (CartState.CURRENT, CartState.ABANDONED, CartState.RECOVERED)
    }
    return CartFigures(
        current=found[CartState.CURRENT]["carts"],
        abandoned=found[CartState.ABANDONED]["carts"],
        at_risk=found[CartState.ABANDONED]["value"],
        recovered=found[CartState.RECOVERED]["carts"],
        recovered_value=found[CartState.RECOVERED]["value"],
    )
