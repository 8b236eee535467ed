from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Membership, User
from core.actors import ActorKind
from core.events import handles
from core.jobs.events import JobFailed, JobFinished
from core.lists.events import RowsExported
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


@handles(RowsExported)
def tell_owners_of_exports(events: list[RowsExported]) -> None:
    """Rows leave the house: its owners hear of it, but for the one who took them."""
    owners = defaultdict(list)
    stores = {event.store_id for event in events}
    for member in Membership.objects.owners().filter(store__in=stores).select_related("user"):
        owners[member.store_id].append(member.user)
    deliver(
        _export_notice(event, owner)
        for event in events
        for owner in owners[event.store_id]
        if event.actor and (event.actor.kind, event.actor.id) != (ActorKind.STAFF, owner.pk)
    )


def _export_notice(event: RowsExported, owner: User) -> Notice:
    with override(owner.language):
        facts = {"name": event.actor.label if event.actor else "", "list": event.subject_label}
        return Notice(
            store_id=event.store_id,
            user_id=owner.pk,
            kind=event.name,
            title=_("%(name)s exports “%(list)s”") % facts,
            url=f"{reverse('activity:list')}?view=all&event=platform.rows_exported",
            key=f"export-{event.event_id}-{owner.pk}",
        )


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
