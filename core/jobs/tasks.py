from datetime import datetime, time, timedelta

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from core.beat import periodic
from core.jobs import retention, worker


@shared_task(name="core.work_jobs")
def work_jobs(queue: str) -> None:
    worker.work(queue)


@periodic(
    "core.sweep_jobs",
    title=_("Find waiting jobs and those whose worker died"),
    every=timedelta(seconds=10),
    queue="critical",
    in_one_transaction=False,
)
def sweep_jobs(slot: datetime) -> None:
    worker.sweep()


@periodic("core.expire_results", title=_("Delete expired result files"), every=timedelta(minutes=15))
def expire_results(slot: datetime) -> None:
    retention.expire_results(slot)


@periodic("core.forget_old_jobs", title=_("Forget jobs that ended long ago"), daily_at=time(3, 20))
def forget_old_jobs(slot: datetime) -> None:
    retention.forget_jobs(slot)
