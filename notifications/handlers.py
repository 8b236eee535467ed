from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core.actors import ActorKind
from core.events import handles
from core.jobs.events import JobFailed, JobFinished
from core.models import Job
from notifications.services import Notice, deliver


@handles(JobFinished, JobFailed)
def tell_who_started_it(events: list[JobFinished | JobFailed]) -> None:
    """A job ended: whoever started it, and has perhaps left its page long ago, is told."""
    mine = [event for event in events if event.started_by_kind == ActorKind.STAFF]
    jobs = Job.objects.in_bulk([event.job_id for event in mine])
    languages = dict(
        User.objects.filter(pk__in=[e.started_by_id for e in mine]).values_list("pk", "language")
    )
    notices = []
    for event in mine:
        if job := jobs.get(event.job_id):
            with override(languages.get(event.started_by_id, "en")):
                notices.append(_notice(event, job))
    deliver(notices)


def _notice(event: JobFinished | JobFailed, job: Job) -> Notice:
    failed = isinstance(event, JobFailed)
    title = _("%(job)s failed") if failed else _("%(job)s is done")
    return Notice(
        store_id=event.store_id,
        user_id=event.started_by_id or 0,
        kind=event.name,
        title=title % {"job": job.title},
        text=job.problem if failed else job.outcome,
        url=reverse("jobs:job", args=[job.public_id]),
        key=f"job-{job.pk}-{event.event_id}",
    )
