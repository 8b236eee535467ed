"""Where the bands of a flow picture run: numbers for the SVG that the template writes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from customers.models import LifecycleStage
from customers.stage_figures import ADDED, Flow, label_of

ORDER = [ADDED, *LifecycleStage.values]
LABEL = 34  # room for two lines of words
GAP = 10
NODE = 10  # width


@dataclass(frozen=True)
class Node:
    stage: str
    label: str
    times: int
    x: float
    y: float
    height: float
    label_x: float
    label_y: float


@dataclass(frozen=True)
class Band:
    flow: Flow
    path: str


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    left: list[Node]
    right: list[Node]
    bands: list[Band]


def picture(flows: Iterable[Flow], *, width: int, height: int, margin: int) -> Picture | None:
    """From where on the left, to where on the right; a band is as thick as it has customers."""
    flows = [flow for flow in flows if flow.times]
    if not flows:
        return None
    before, after = _totals(flows, lambda f: f.came_from), _totals(flows, lambda f: f.went_to)
    scale = min(_scale(before, height), _scale(after, height))
    left = _column(before, scale, height, margin, margin - 8)
    right = _column(after, scale, height, width - margin - NODE, width - margin + 8)
    return Picture(width, height, left, right, _bands(flows, left, right, scale))


def _totals(flows: list[Flow], side: Callable[[Flow], str]) -> dict[str, int]:
    found: defaultdict = defaultdict(int)
    for flow in flows:
        found[side(flow)] += flow.times
    return {stage: found[stage] for stage in ORDER if stage in found}


def _scale(totals: dict[str, int], height: int) -> float:
    """The thickest bands whose column still fits: the small nodes keep the room of their labels."""
    free, small = height - GAP * len(totals), sorted(totals.values())
    for n, times in enumerate(small):
        scale = (free - LABEL * n) / sum(small[n:])
        if times * scale >= LABEL:
            return scale
    return (free - LABEL * (len(small) - 1)) / small[-1]


def _column(totals: dict[str, int], scale: float, height: int, x: float, label_x: float) -> list[Node]:
    """One under the other, in the middle of the height."""
    slots = [max(times * scale, LABEL) + GAP for times in totals.values()]
    top, nodes = (height - sum(slots)) / 2, []
    for (stage, times), slot in zip(totals.items(), slots, strict=True):
        tall = max(times * scale, 2)
        middle = top + slot / 2
        nodes.append(
            Node(stage, label_of(stage), times, _(x), _(middle - tall / 2), _(tall), _(label_x), _(middle))
        )
        top += slot
    return nodes


def _bands(flows: list[Flow], left: list[Node], right: list[Node], scale: float) -> list[Band]:
    """Leaving and arriving in the order of the stages, so that bands cross as little as they can."""
    starts = {node.stage: node.y for node in left}
    ends = {node.stage: node.y for node in right}
    x0, x1 = left[0].x + NODE, right[0].x
    found = []
    for flow in sorted(flows, key=lambda f: (ORDER.index(f.came_from), ORDER.index(f.went_to))):
        thick = max(flow.times * scale, 1)
        y0, y1 = starts[flow.came_from], ends[flow.went_to]
        starts[flow.came_from], ends[flow.went_to] = y0 + thick, y1 + thick
        found.append(Band(flow, _ribbon(x0, y0, x1, y1, thick)))
    return found


def _ribbon(x0: float, y0: float, x1: float, y1: float, thick: float) -> str:
    middle = _((x0 + x1) / 2)
    upper = f"M{_(x0)} {_(y0)}C{middle} {_(y0)} {middle} {_(y1)} {_(x1)} {_(y1)}"
    lower = f"V{_(y1 + thick)}C{middle} {_(y1 + thick)} {middle} {_(y0 + thick)} {_(x0)} {_(y0 + thick)}Z"
    return upper + lower


def _(number: float) -> float:
    return round(number, 1)
