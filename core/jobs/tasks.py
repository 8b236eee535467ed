from celery import shared_task

from core.jobs import worker


@shared_task(name="core.work_jobs")
def work_jobs(queue: str) -> None:
    worker.work(queue)


@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> None:
    worker.sweep()
