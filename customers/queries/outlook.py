"""What the next year is likely to bring from one customer."""

from datetime import datetime

from customers.models import Customer, RfmCuts
from customers.scoring.churn import DEFAULT, Habits, History
from customers.scoring.outlook import Outlook, outlook

DAY = 86_400


def outlook_of(customer: Customer, now: datetime) -> Outlook | None:
    """Nothing before their first paid order. What they give back is taken off as it was so far."""
    figures = customer.figures
    if not (figures.first_order_at and figures.last_order_at and figures.spent > 0):
        return None
    learnt = RfmCuts.objects.filter(store=customer.store_id).values_list("churn", flat=True).first()
    kept = float(figures.ltv / figures.spent)
    values = [float(value) * kept for value in figures.recent_values] or [float(figures.aov or 0) * kept]
    known = max((now - figures.first_order_at).total_seconds() / DAY, 0)
    until_last = (figures.last_order_at - figures.first_order_at).total_seconds() / DAY
    history = History(figures.orders_count - 1, until_last, max(known, until_last))
    return outlook(history, Habits(*learnt) if learnt else DEFAULT, values, seed=customer.pk)
