"""Long work: start it here, describe how it runs with `@job_kind`, watch it on the jobs page."""

from core.jobs.kinds import JobKind, job_kind, kinds
from core.jobs.run import Run
from core.jobs.services import (
    CannotCancelJob,
    CannotResumeJob,
    CannotStartJob,
    cancel_job,
    resume_job,
    start_job,
)
from core.jobs.worker import run_job

__all__ = [
    "CannotCancelJob",
    "CannotResumeJob",
    "CannotStartJob",
    "JobKind",
    "Run",
    "cancel_job",
    "job_kind",
    "kinds",
    "resume_job",
    "run_job",
    "start_job",
]
