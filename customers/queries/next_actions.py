"""What a customer's own details and figures suggest to do next."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.figures import written_money
from customers.figures import days_since
from customers.models import Customer, Risk
from customers.next_action import Suggestion, suggests

BIRTHDAY_IN, ANNIVERSARY_IN = 14, 7  # days
DUE_FROM, DUE_UNTIL = 0.9, 2.0  # times the usual days between orders
ORDERS_OF_A_RHYTHM = 3


def high_value_at_risk(customer: Customer, now: datetime) -> Suggestion | None:
    figures = customer.figures
    if not (figures.is_high_value and figures.churn_risk in (Risk.MEDIUM, Risk.HIGH)):
        return None
    worth = written_money(figures.ltv, customer.store.currency)
    return Suggestion(
        text=_("Get in touch before they are gone"),
        fact=_("One of your best, worth %(worth)s so far. %(last)s")
        % {"worth": worth, "last": _last_order(customer, now)},
        icon="heart",
        tone="danger",
        **_by_phone_or_mail(customer),
    )


def reorder_due(customer: Customer, now: datetime) -> Suggestion | None:
    figures = customer.figures
    usual, idle = figures.days_between, days_since(figures.last_order_at, now)
    if not usual or idle is None or figures.orders_count < ORDERS_OF_A_RHYTHM:
        return None
    if not DUE_FROM * usual <= idle <= DUE_UNTIL * usual:
        return None
    return Suggestion(
        text=_("Suggest their next order"),
        fact=_last_order(customer, now),
        icon="repeat",
        tone="accent",
        **_by_mail(customer),
    )


def birthday_soon(customer: Customer, now: datetime) -> Suggestion | None:
    if customer.birthday is None:
        return None
    day = _next(customer.birthday, timezone.localdate(now))
    left = (day - timezone.localdate(now)).days
    if left > BIRTHDAY_IN:
        return None
    return Suggestion(
        text=_("Wish them a happy birthday"),
        fact=_("Their birthday is today.")
        if left == 0
        else ngettext("Their birthday is tomorrow.", "Their birthday is on %(day)s, in %(n)s days.", left)
        % {"day": date_format(day, "j F"), "n": left},
        icon="gift",
        tone="accent",
        **_by_mail(customer),
    )


def anniversary_soon(customer: Customer, now: datetime) -> Suggestion | None:
    first = customer.figures.first_order_at
    if first is None:
        return None
    today, began = timezone.localdate(now), timezone.localdate(first)
    day = _next(began, today)
    years = day.year - began.year
    if years < 1 or (day - today).days > ANNIVERSARY_IN:
        return None
    return Suggestion(
        text=_("Thank them for their loyalty"),
        fact=ngettext(
            "On %(day)s it is a year since their first order.",
            "On %(day)s it is %(n)s years since their first order.",
            years,
        )
        % {"day": date_format(day, "j F"), "n": years},
        icon="star",
        **_by_mail(customer),
    )


def at_risk(customer: Customer, now: datetime) -> Suggestion | None:
    figures = customer.figures
    if figures.churn_risk != Risk.HIGH or figures.is_high_value:
        return None
    return Suggestion(
        text=_("Win them back"),
        fact=_("%(percent)s%% likely to be gone for good. %(last)s")
        % {"percent": round(100 * (figures.churn_probability or 0)), "last": _last_order(customer, now)},
        icon="undo-2",
        tone="warning",
        **_by_mail(customer),
    )


def contact_missing(customer: Customer, now: datetime) -> Suggestion | None:
    if customer.email:
        return None
    return Suggestion(
        text=_("Ask for their e-mail address"),
        fact=_("Only their phone number is known.") if customer.phone else _("Nothing else reaches them."),
        icon="mail",
        url=reverse("customers:edit", args=[customer.public_id]),
        act=_("Edit"),
        drawer=True,
        permission="customers.edit",
    )


def _last_order(customer: Customer, now: datetime) -> str:
    figures = customer.figures
    days = days_since(figures.last_order_at, now) or 0
    last = ngettext("The last order was %(n)s day ago", "The last order was %(n)s days ago", days) % {
        "n": days
    }
    if not figures.days_between:
        return _("%(last)s.") % {"last": last}
    usual = max(round(figures.days_between), 1)
    words = ngettext(
        "%(last)s; usually the next comes a day later.",
        "%(last)s; usually the next comes after %(n)s.",
        usual,
    )
    return words % {"last": last, "n": usual}


def _next(day: date, today: date) -> date:
    """When it comes round again; 29 February does on the 1st of March."""
    coming = (_in_year(day, today.year + ahead) for ahead in (0, 1))
    return next(one for one in coming if one >= today)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _by_mail(customer: Customer) -> dict:
    if not customer.email:
        return {}
    return {
        "url": reverse("customers:write-email", args=[customer.public_id]),
        "act": _("Write an e-mail"),
        "drawer": True,
        "permission": "customers.email",
    }


def _by_phone_or_mail(customer: Customer) -> dict:
    if not customer.phone:
        return _by_mail(customer)
    return {"url": f"tel:{customer.phone}", "act": _("Call")}


suggests(30, high_value_at_risk)
suggests(40, reorder_due)
suggests(50, birthday_soon)
suggests(60, anniversary_soon)
suggests(70, at_risk)
suggests(80, contact_missing)
