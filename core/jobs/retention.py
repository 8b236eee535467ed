"""Result files live for a day, jobs for ninety."""

from datetime import datetime, timedelta

from django.db import transaction

from core.models.jobs import Job, JobPart, JobState
from core.storage import private_files

JOB_LIFE = timedelta(days=90)
ROWS_AT_ONCE = 500


def expire_results(now: datetime) -> int:
    """Delete the pieces of results nobody can fetch any more; the job stays in the list."""
    ended = Job.objects.filter(state=JobState.DONE, result_expires_at__lte=now)
    return _delete_parts(JobPart.objects.filter(job__in=ended))


def forget_jobs(now: datetime) -> int:
    """Delete jobs that ended long ago, with their files and rows."""
    old = Job.objects.filter(finished_at__lt=now - JOB_LIFE)
    _delete_parts(JobPart.objects.filter(job__in=old))
    return old.delete()[1].get("core.Job", 0)


def _delete_parts(parts) -> int:
    count = 0
    while batch := list(parts.order_by("pk")[:ROWS_AT_ONCE]):
        JobPart.objects.filter(pk__in=[part.pk for part in batch]).delete()
        paths = [part.path for part in batch]
        transaction.on_commit(lambda paths=paths: _delete_files(paths), robust=True)
        count += len(batch)
    return count


def _delete_files(paths: list[str]) -> None:
    for path in paths:
        private_files().delete(path)
