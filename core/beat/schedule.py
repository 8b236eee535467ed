"""Which jobs come round, and when: registered by the apps' `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal

Work = Callable[[datetime], object]


@dataclass(frozen=True, kw_only=True)
class Periodic:
    name: str
    title: Any
    work: Work
    every: timedelta | None
    daily_at: time | None  # UTC
    makes_up: Literal["latest", "each"]
    queue: str
    in_one_transaction: bool

    def slot_of(self, now: datetime) -> datetime:
        """The latest slot that has begun."""
        if self.every:
            return datetime.fromtimestamp(now.timestamp() // self._seconds * self._seconds, UTC)
        today = datetime.combine(now.astimezone(UTC).date(), self.daily_at, UTC)
        return today if today <= now else today - timedelta(days=1)

    def next_slot(self, now: datetime) -> datetime:
        return self.slot_of(now) + self.step

    @property
    def step(self) -> timedelta:
        return self.every or timedelta(days=1)

    @property
    def _seconds(self) -> float:
        return self.every.total_seconds() if self.every else 86_400


_jobs: dict[str, Periodic] = {}


def periodic(
    name: str,
    *,
    title: Any,
    every: timedelta | None = None,
    daily_at: time | None = None,
    makes_up: Literal["latest", "each"] = "latest",
    queue: str = "default",
    in_one_transaction: bool = True,
) -> Callable[[Work], Work]:
    """Run the function once per slot, with the slot's time.

    `makes_up="each"` runs every slot missed in the last seven days, oldest first; otherwise only the
    latest one. Work that commits in steps says `in_one_transaction=False`: then it may run twice
    for one slot when it is killed at the wrong moment, and must not mind.
    """
    if bool(every) == bool(daily_at):
        raise TypeError("A periodic job says either every or daily_at")

    def register(work: Work) -> Work:
        if name in _jobs:
            raise TypeError(f"Two periodic jobs are called {name}")
        _jobs[name] = Periodic(
            name=name,
            title=title,
            work=work,
            every=every,
            daily_at=daily_at,
            makes_up=makes_up,
            queue=queue,
            in_one_transaction=in_one_transaction,
        )
        return work

    return register


def all_jobs() -> list[Periodic]:
    return sorted(_jobs.values(), key=lambda job: job.name)


def job_named(name: str) -> Periodic | None:
    return _jobs.get(name)
