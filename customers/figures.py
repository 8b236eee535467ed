"""A customer's figures in words: why the health is what it is, and what the days mean."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.store_settings import HealthWeights
from customers.models import CustomerMetrics

GOOD, FAIR = 70, 40


@dataclass(frozen=True)
class Reason:
    """A part of the health: 1 to 100, how much it counts, and the facts behind it."""

    label: Any
    score: int
    weight: int
    text: str

    @property
    def tone(self) -> str:
        return tone_of(self.score)


def tone_of(score: int | None) -> str:
    if score is None:
        return ""
    return "success" if score >= GOOD else "warning" if score >= FAIR else "danger"


def days_since(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max((now - moment).days, 0)


def orders_a_year(figures: CustomerMetrics) -> float | None:
    return 365 / figures.days_between if figures.days_between else None


def reasons(figures: CustomerMetrics, weights: HealthWeights, now: datetime) -> list[Reason]:
    """The parts that something is known of, those that move the health most first."""
    counted = asdict(weights)
    found = [
        Reason(label, score, counted[part], text)
        for part, label, score, text in _parts(figures, now)
        if score is not None and counted[part]
    ]
    return sorted(found, key=lambda reason: reason.weight * abs(reason.score - GOOD), reverse=True)


def _parts(figures: CustomerMetrics, now: datetime) -> Iterator[tuple[str, Any, int | None, str]]:
    yield "recency", _("Recency"), figures.health_recency, _recency(figures, now)
    yield (
        "frequency",
        _("Frequency"),
        figures.health_frequency,
        _trend(
            figures.health_frequency,
            _("The last orders came quicker than those before."),
            _("The last orders came as regularly as those before."),
            _("The last orders took longer to come than those before."),
        ),
    )
    yield (
        "spend",
        _("Spending"),
        figures.health_spend,
        _trend(
            figures.health_spend,
            _("The last orders were larger than usual."),
            _("The last orders were as large as usual."),
            _("The last orders were smaller than usual."),
        ),
    )
    yield "engagement", _("Engagement"), figures.engagement_score, _engagement(figures, now)
    yield "returns", _("Returns"), figures.health_returns, _returns(figures)


def _recency(figures: CustomerMetrics, now: datetime) -> str:
    days = days_since(figures.last_order_at, now) or 0
    text = ngettext("Ordered %(n)s day ago", "Ordered %(n)s days ago", days) % {"n": days}
    if figures.days_between:
        usual = max(round(figures.days_between), 1)
        return ngettext("%(text)s; usually every day.", "%(text)s; usually every %(n)s days.", usual) % {
            "text": text,
            "n": usual,
        }
    return _("%(text)s, for the first time.") % {"text": text}


def _trend(score: int | None, better: str, same: str, worse: str) -> str:
    """75 is as ever; see SHAPES of customers.scoring.expressions."""
    if score is None or 68 <= score <= 83:
        return same
    return better if score > 83 else worse


def _engagement(figures: CustomerMetrics, now: datetime) -> str:
    seen = max(
        filter(None, (figures.last_seen_at, figures.last_viewed_at, figures.last_carted_at)), default=None
    )
    days, visits = days_since(seen, now) or 0, figures.visits_90d
    text = ngettext("Last seen %(n)s day ago", "Last seen %(n)s days ago", days) % {"n": days}
    return ngettext("%(text)s; %(n)s visit in 90 days.", "%(text)s; %(n)s visits in 90 days.", visits) % {
        "text": text,
        "n": visits,
    }


def _returns(figures: CustomerMetrics) -> str:
    if not figures.refunded:
        return _("Nothing was given back.")
    share = round(100 * figures.refunded / figures.spent)
    return _("%(percent)s%% of the money was given back.") % {"percent": share or "<1"}
