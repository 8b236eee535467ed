from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.http import StoreRequest
from accounts.permissions import requires
from core.exceptions import DomainError
from core.files import download_headers
from core.htmx import toast
from core.jobs import cancel_job, kinds, resume_job
from core.jobs.results import error_lines, result_chunks
from core.models import Job
from operations.filters import JobFilters
from operations.job_rows import JobRow, fingerprint

PAGE = 30
SHOWN_ERRORS = 100


@require_GET
@never_cache
@requires("platform.view_jobs")
def job_list(request: StoreRequest) -> HttpResponse:
    everything = request.store.jobs.newest_first()
    filters = JobFilters(request.GET, queryset=everything)
    found = filters.qs if filters.is_valid() else everything.none()
    jobs = list(_before(request, found)[: PAGE + 1])
    page, more = jobs[:PAGE], jobs[PAGE:]
    tag = fingerprint(page, bool(more), request.GET.urlencode())
    if request.headers.get("HX-PTag") == tag:
        return HttpResponseNotModified()
    now = timezone.now()
    context = {
        "rows": [JobRow(job, now) for job in page],
        "tag": tag,
        "is_live": any(not job.is_finished for job in page),
        "older": page[-1].public_id if more else None,
        "is_filtered": any(request.GET.get(name) for name in ("state", "kind", "before")),
        "filters": filters,
        "state": request.GET.get("state", ""),
        "kind": request.GET.get("kind", ""),
        "kinds": _kinds_of(request),
        "can_run": request.principal.can("platform.run_jobs"),
    }
    only_list = bool(request.htmx) and (request.htmx.target or "").endswith("#job-list")
    return _tagged(render(request, "operations/jobs.html" + ("#list" if only_list else ""), context), tag)


@require_GET
@never_cache
@requires("platform.view_jobs")
def job_detail(request: StoreRequest, job_id: UUID) -> HttpResponse:
    job = get_object_or_404(request.store.jobs, public_id=job_id)
    tag = fingerprint([job])
    if request.headers.get("HX-PTag") == tag:
        return HttpResponseNotModified()
    only_live = bool(request.htmx) and (request.htmx.target or "").endswith("#job-live")
    return _tagged(_detail(request, job, timezone.now(), only_live=only_live), tag)


@require_POST
@requires("platform.view_jobs")
def cancel(request: StoreRequest, job_id: UUID) -> HttpResponse:
    """Their own job, or with the permission anybody's: the verb decides."""
    verb = partial(cancel_job, may_cancel_any=request.principal.can("platform.run_jobs"))
    return _steer(request, job_id, verb, _("The job will stop shortly."))


@require_POST
@requires("platform.run_jobs")
def resume(request: StoreRequest, job_id: UUID) -> HttpResponse:
    return _steer(request, job_id, resume_job, _("The job goes on where it stopped."))


@require_GET
@never_cache
@requires("platform.view_jobs")
def result(request: StoreRequest, job_id: UUID) -> HttpResponse:
    """The file a job made: for those who may do such a job, for a day."""
    job = get_object_or_404(request.store.jobs, public_id=job_id)
    if not job.has_result(timezone.now()):
        raise Http404
    if job.kind not in kinds or not request.principal.can(kinds[job.kind].permission):
        raise PermissionDenied
    response = FileResponse(result_chunks(job))
    download_headers(response, name=job.result_name, size=job.result_size)
    return response


@require_GET
@never_cache
@requires("platform.view_jobs")
def errors(request: StoreRequest, job_id: UUID) -> HttpResponse:
    """The rows a job could not do, as CSV."""
    job = get_object_or_404(request.store.jobs, public_id=job_id)
    if job.kind not in kinds or not request.principal.can(kinds[job.kind].permission):
        raise PermissionDenied
    response = StreamingHttpResponse(error_lines(job))
    download_headers(response, name=f"errors-{job.public_id}.csv")
    return response


def _steer(request: StoreRequest, job_id: UUID, verb, said: str) -> HttpResponse:
    job = get_object_or_404(request.store.jobs, public_id=job_id)
    now, tone = timezone.now(), "success"
    try:
        job = verb(job=job, by=request.actor, now=now)
    except DomainError as refusal:
        said, tone = str(refusal), "danger"
        job.refresh_from_db()
    if not request.htmx:
        messages.add_message(request, messages.ERROR if tone == "danger" else messages.SUCCESS, said)
        return redirect("jobs:job", job_id=job.public_id)
    return toast(_detail(request, job, now, only_live=True), said, tone=tone)


def _detail(request: StoreRequest, job: Job, now: datetime, *, only_live: bool) -> HttpResponse:
    can_run = request.principal.can("platform.run_jobs")
    can_use = job.kind in kinds and request.principal.can(kinds[job.kind].permission)
    context = {
        "row": JobRow(job, now),
        "job": job,
        "tag": fingerprint([job]),
        "errors": job.errors.order_by("row_number", "pk")[:SHOWN_ERRORS] if job.error_count else [],
        "shown_errors": SHOWN_ERRORS,
        "can_run": can_run,
        "can_cancel": not (job.is_finished or job.is_stopping)
        and (can_run or job.was_started_by(request.actor)),
        "can_use": can_use,
    }
    return render(request, "operations/job.html" + ("#live" if only_live else ""), context)


def _before(request: StoreRequest, jobs):
    """Older than the job the last page ended with; an unknown one begins at the top."""
    last = request.GET.get("before", "")
    try:
        return jobs.older_than(UUID(last)) if last else jobs
    except ValueError:
        return jobs


def _kinds_of(request: StoreRequest) -> list[tuple[str, str]]:
    names = request.store.jobs.order_by("kind").values_list("kind", flat=True).distinct()
    return [(name, str(kinds[name].title) if name in kinds else name) for name in names]


def _tagged(response: HttpResponse, tag: str) -> HttpResponse:
    response["HX-PTag"] = tag
    return response
