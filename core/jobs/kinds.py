"""The kinds of job the apps offer; each registers its runner where `ready()` imports it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.jobs.run import Run

Runner = Callable[["Run"], Any]


@dataclass(frozen=True, kw_only=True)
class JobKind:
    name: str
    title: Any
    permission: str  # to start it, stop it, and fetch its result
    queue: str
    run: Runner


kinds: dict[str, JobKind] = {}


def job_kind(name: str, *, title, permission: str, queue: str = "bulk") -> Callable[[Runner], Runner]:
    """Make a function the runner of a kind of job.

    It is called with a `Run`, works in `with run.chunk():` blocks and may return a sentence that says
    what came of it. It may be called again at any time with the last checkpoint it saved.
    """

    def register(runner: Runner) -> Runner:
        kinds[name] = JobKind(name=name, title=title, permission=permission, queue=queue, run=runner)
        return runner

    return register
