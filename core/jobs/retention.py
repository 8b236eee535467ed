"""Result files live for a day, jobs for ninety."""

from datetime import datetime, timedelta

from django.db import transaction

from core.files import private_files
from core.models.jobs import Job, JobPart

JOB_LIFE = timedelta(days=90)
JOBS_AT_ONCE = 200


def expire_results(now: datetime) -> int:
    """Delete the files nobody can fetch any more; the job stays in the list, and says so."""
    with_files = JobPart.objects.values("job")
    return _each(Job.objects.filter(result_expires_at__lte=now, pk__in=with_files), _drop_files)


def forget_jobs(now: datetime) -> int:
    """Delete jobs that ended long ago, with their rows and files."""
    return _each(Job.objects.filter(finished_at__lt=now - JOB_LIFE), _forget)


def _each(jobs, act) -> int:
    count = 0
    while batch := list(jobs.order_by("pk")[:JOBS_AT_ONCE]):
        with transaction.atomic():
            for job in batch:
                act(job)
        count += len(batch)
    return count


def _drop_files(job: Job) -> None:
    job.parts.all().delete()
    folder = job.folder
    transaction.on_commit(lambda: _delete_folder(folder), robust=True)


def _forget(job: Job) -> None:
    _drop_files(job)
    job.delete()


def _delete_folder(folder: str) -> None:
    storage = private_files()
    try:
        names = storage.listdir(folder)[1]
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{folder}/{name}")
