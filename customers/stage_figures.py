"""What became of those at each stage in a stretch of time, and where most of them get stuck."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from core.figures import written
from customers.models import LifecycleStage
from customers.queries.lifecycle import Measured, is_onwards
from customers.stage_periods import Period

ENOUGH = 20  # customers at a stage: of fewer, a share says nothing
ADDED = ""  # where those come from who are new to the store

MEANING = {
    LifecycleStage.AWARENESS: gettext_lazy("Known, nothing viewed yet"),
    LifecycleStage.CONSIDERATION: gettext_lazy("Viewed or carted, no order"),
    LifecycleStage.PURCHASE: gettext_lazy("One order"),
    LifecycleStage.RETENTION: gettext_lazy("Two orders or more"),
    LifecycleStage.ADVOCACY: gettext_lazy("Recommends the shop"),
    LifecycleStage.CHURN: gettext_lazy("No order for too long"),
}
_WENT_ON = {
    LifecycleStage.AWARENESS: gettext_lazy("looked at a product or ordered"),
    LifecycleStage.CONSIDERATION: gettext_lazy("placed a first order"),
    LifecycleStage.PURCHASE: gettext_lazy("ordered again"),
    LifecycleStage.RETENTION: gettext_lazy("recommended the shop"),
    LifecycleStage.CHURN: gettext_lazy("came back"),
}


@dataclass(frozen=True)
class Flow:
    came_from: str  # a stage, or ADDED
    went_to: str
    times: int

    @property
    def from_label(self) -> str:
        return label_of(self.came_from)

    @property
    def to_label(self) -> str:
        return label_of(self.went_to)


@dataclass(frozen=True)
class Stay:
    """How long they had stayed who left a stage, in days."""

    times: int
    quarter: int
    median: int
    three_quarters: int


@dataclass(frozen=True)
class StageFigures:
    """A stage in a period. Who was there at its start or came since `was_there`."""

    stage: str
    now: int
    share: float
    half_since: datetime | None  # half of those there now have been since before that
    was_there: int
    went_on: int
    fell_back: int
    lost: int
    stays: Stay | None
    onwards: Stay | None

    @property
    def label(self) -> str:
        return label_of(self.stage)

    @property
    def meaning(self) -> str:
        return str(MEANING[LifecycleStage(self.stage)])

    @property
    def stayed(self) -> int:
        return max(self.was_there - self.went_on - self.fell_back - self.lost, 0)

    @property
    def onward_share(self) -> float | None:
        return min(self.went_on / self.was_there, 1) if self.was_there else None


@dataclass(frozen=True)
class Lifecycle:
    """What the page and the API show."""

    period: Period
    measured_at: datetime
    stages: list[StageFigures]
    flows: list[Flow]

    @cached_property
    def customers(self) -> int:
        return sum(stage.now for stage in self.stages)

    @property
    def anybody_fell_back(self) -> bool:
        return any(stage.fell_back for stage in self.stages)

    @cached_property
    def bottleneck(self) -> StageFigures | None:
        """Of the steps that anybody took, the one that the smallest share of those before it took."""
        steps = [s for s in self.stages if s.stage in _STEPS and s.was_there >= ENOUGH and s.went_on]
        return min(steps, key=lambda stage: stage.onward_share or 0, default=None)

    @cached_property
    def bottleneck_words(self) -> list[str]:
        found = self.bottleneck
        return [] if found is None else [_of_those(found), *_until_when(found), *_leak(self.stages)]


_STEPS = LifecycleStage.values[: LifecycleStage.values.index(LifecycleStage.ADVOCACY)]


def label_of(stage: str) -> str:
    return (
        str(LifecycleStage(stage).label)
        if stage
        else pgettext("where customers come from who were added", "New")
    )


def figures_of(measured: Measured, period: Period) -> Lifecycle:
    moved: Counter = Counter()
    since: Counter = Counter()  # also after the period: to know how many were there when it ended
    for month, was, became, times in measured.flows:
        if period.holds(month):
            moved[was, became] += times
        if month >= period.first_month:
            since[was, became] += times
    there = {stage: n for stage, n, _half in measured.stages}
    halves = {stage: datetime.fromisoformat(half) for stage, _n, half in measured.stages}
    total, stays = sum(there.values()), _stays_in(measured, period.key)
    stages = [
        _stage(stage, there.get(stage, 0), halves.get(stage), total, moved, since, stays)
        for stage in LifecycleStage.values
    ]
    flows = [Flow(was, became, times) for (was, became), times in moved.items()]
    return Lifecycle(period, measured.measured_at, stages, sorted(flows, key=_largest_first))


def _largest_first(flow: Flow) -> tuple:
    return -flow.times, flow.came_from, flow.went_to


def _stays_in(measured: Measured, key: str) -> dict[tuple[str, bool], Stay]:
    return {(stage, on): Stay(*rest) for period, stage, on, *rest in measured.stays if period == key}


def _stage(
    stage: str, now: int, half: datetime | None, total: int, moved: Counter, since: Counter, stays: dict
) -> StageFigures:
    left = {became: n for (was, became), n in moved.items() if was == stage}
    went_on = sum(n for became, n in left.items() if is_onwards(stage, became))
    lost = left.get(LifecycleStage.CHURN, 0)
    return StageFigures(
        stage=stage,
        now=now,
        share=now / total if total else 0,
        half_since=half,
        was_there=max(now - _into(stage, since) + _out_of(stage, since) + _into(stage, moved), 0),
        went_on=went_on,
        fell_back=sum(left.values()) - went_on - lost,
        lost=lost,
        stays=stays.get((stage, False)),
        onwards=stays.get((stage, True)),
    )


def _into(stage: str, flows: Counter) -> int:
    return sum(n for (_was, became), n in flows.items() if became == stage)


def _out_of(stage: str, flows: Counter) -> int:
    return sum(n for (was, _became), n in flows.items() if was == stage)


def _of_those(stage: StageFigures) -> str:
    """`Of 2,310 customers at Purchase 184 (8%) ordered again, 402 were lost and 1,724 stayed.`"""
    told = {
        "n": written(stage.was_there),
        "stage": stage.label,
        "on": written(stage.went_on),
        "share": written(100 * (stage.onward_share or 0), 1 if (stage.onward_share or 0) < 0.1 else 0),
        "did": str(_WENT_ON[LifecycleStage(stage.stage)]),
        "lost": written(stage.lost),
        "stayed": written(stage.stayed),
    }
    if stage.lost:
        words = _(
            "Of %(n)s customers at %(stage)s, %(on)s (%(share)s%%) %(did)s, %(lost)s were lost and %(stayed)s"
            " stayed where they were."
        )
    else:
        words = _(
            "Of %(n)s customers at %(stage)s, %(on)s (%(share)s%%) %(did)s and %(stayed)s stayed where they"
            " were."
        )
    return words % told


def _until_when(stage: StageFigures) -> list[str]:
    if stage.onwards is None:
        return []
    days = stage.onwards.median
    did = str(_WENT_ON[LifecycleStage(stage.stage)])
    if not days:
        return [_("Half of those who %(did)s did so within a day.") % {"did": did}]
    words = ngettext(
        "Half of those who %(did)s did so within %(n)s day: a message after that comes late for them.",
        "Half of those who %(did)s did so within %(n)s days: a message after that comes late for them.",
        days,
    )
    return [words % {"did": did, "n": written(days)}]


def _leak(stages: list[StageFigures]) -> list[str]:
    """Where most of the lost were lost, when that is another stage or not all of them."""
    total = sum(stage.lost for stage in stages)
    most = max(stages, key=lambda stage: stage.lost)
    if not total or most.lost == total:
        return []
    words = _("Of %(total)s customers lost, %(n)s (%(share)s%%) were at %(stage)s before.")
    share = written(100 * most.lost / total)
    return [words % {"total": written(total), "n": written(most.lost), "share": share, "stage": most.label}]
