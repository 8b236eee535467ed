"""The bundle for somebody who wants their data: gathered as a job, fetched once, gone after a week."""

from datetime import datetime, timedelta
from tempfile import SpooledTemporaryFile

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.exceptions import DomainError
from core.files import private_files
from core.jobs import start_job
from core.models import Job
from privacy import bundle, events
from privacy.models import PrivacyRequest, RequestKind, RequestState
from privacy.services.requests import held, tell

JOB = "privacy.gather_data"
KEPT_FOR = timedelta(days=7)
IN_MEMORY = 8 * 1024 * 1024


class CannotGatherData(DomainError):
    code = "cannot_gather_data"


class CannotFetchBundle(DomainError):
    code = "cannot_fetch_bundle"


@transaction.atomic
def gather_data(*, request: PrivacyRequest, by: Actor, now: datetime) -> Job:
    """Everything that is held of the person, in every area, as one file. A new one replaces the last."""
    request = held(request)
    if request.kind != RequestKind.ACCESS or request.customer is None or request.customer.is_erased:
        raise CannotGatherData(_("There is nothing to gather."))
    if request.state == RequestState.RECEIVED:
        raise CannotGatherData(_("Check first that it is them who asks."))
    if request.state == RequestState.REFUSED:
        raise CannotGatherData(_("This request was refused."))
    if request.job and not request.job.is_finished:
        raise CannotGatherData(_("It is being gathered already."))
    _drop_file(request)
    job = start_job(
        kind=JOB,
        store=request.store,
        by=by,
        title=_("Gather the data of a customer"),
        params={"request": str(request.public_id)},
    )
    request.job = job
    request.save()
    return job


@transaction.atomic
def keep_bundle(*, request: PrivacyRequest, by: Actor, now: datetime) -> int:
    """What the job does: write the bundle; says how many records are in it."""
    if request.customer is None or request.customer.is_erased:
        raise CannotGatherData(_("There is nothing to gather."))
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        count = bundle.write(file, request.customer, now=now)
        size = file.tell()
        file.seek(0)
        path = private_files().save(f"privacy/bundles/{request.public_id}.zip", File(file))
    request = held(request)
    request.bundle_path, request.bundle_size = path, size
    request.bundle_until, request.fetched_at, request.fetched_by = now + KEPT_FOR, None, ""
    request.save()
    tell(events.DataGathered, request, by)
    return count


@transaction.atomic
def fetch_bundle(*, request: PrivacyRequest, by: Actor, now: datetime) -> PrivacyRequest:
    """Once: a second download asks for gathering anew, so that each copy that leaves the house is known."""
    request = held(request)
    if not request.has_bundle or not request.bundle_until or now >= request.bundle_until:
        raise CannotFetchBundle(_("This file was downloaded already, or is too old. Gather the data anew."))
    request.fetched_at, request.fetched_by = now, by.label
    if request.is_open:
        request.state, request.closed_at, request.closed_by = RequestState.DONE, now, by.label
    request.save()
    tell(events.DataFetched, request, by)
    return request


def drop_old_bundles(*, now: datetime, limit: int = 500) -> int:
    """Files that were fetched an hour ago, and those nobody fetched in a week."""
    rows = PrivacyRequest.objects.exclude(bundle_path="")
    old = rows.filter(bundle_until__lte=now) | rows.filter(fetched_at__lte=now - timedelta(hours=1))
    due = list(old.order_by("pk")[:limit])
    for request in due:
        _drop_file(request)
        request.save(update_fields=["bundle_path", "bundle_size", "bundle_until"])
    return len(due)


def _drop_file(request: PrivacyRequest) -> None:
    path = request.bundle_path
    request.bundle_path, request.bundle_size, request.bundle_until = "", 0, None
    if path:
        transaction.on_commit(lambda: private_files().delete(path), robust=True)
