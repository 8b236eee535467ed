"""Work that comes round by itself.

    @periodic("core.forget_old_runs", title=_("Forget old runs"), daily_at=time(3, 10))
    def forget_old_runs(slot: datetime) -> None: ...

Put it into an app's `tasks.py`. A job's day is cut into slots; each slot is done once, however many
schedulers there are: its row is marked done in the transaction of the work. A slot that was missed
while everything was down is made up. A slot that failed is tried again, up to five times.

The clock rings from Celery's beat and, more slowly, from every worker, so a dead beat only delays.
"""

from core.beat.schedule import Periodic, all_jobs, job_named, periodic
from core.beat.slots import due_slots, forget_runs_before, run_slot

__all__ = [
    "Periodic",
    "all_jobs",
    "due_slots",
    "forget_runs_before",
    "job_named",
    "periodic",
    "run_slot",
]
