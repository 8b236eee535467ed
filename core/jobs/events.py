"""What happens to jobs."""

from dataclasses import dataclass
from typing import Self

from core.events import Event
from core.models.jobs import Job


@dataclass(frozen=True, kw_only=True)
class JobEvent(Event):
    subject = "job_id"
    job_id: int
    kind: str
    started_by_kind: str
    started_by_id: int | None

    @classmethod
    def of(cls, job: Job) -> Self:
        return cls(
            store_id=job.store_id,
            subject_label=job.title,
            job_id=job.pk,
            kind=job.kind,
            started_by_kind=job.started_by_kind,
            started_by_id=job.started_by_id,
        )


@dataclass(frozen=True, kw_only=True)
class JobStarted(JobEvent):
    name = "platform.job_started"


@dataclass(frozen=True, kw_only=True)
class JobFinished(JobEvent):
    name = "platform.job_finished"


@dataclass(frozen=True, kw_only=True)
class JobFailed(JobEvent):
    name = "platform.job_failed"


@dataclass(frozen=True, kw_only=True)
class JobCancelled(JobEvent):
    name = "platform.job_cancelled"


@dataclass(frozen=True, kw_only=True)
class JobResumed(JobEvent):
    name = "platform.job_resumed"
