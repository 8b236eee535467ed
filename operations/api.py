from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.api import Listing, StoreApiView, operation
from core.jobs import CannotCancelJob, cancel_job
from operations.filters import JobFilters
from operations.serializers import JobSerializer

AREA = "Jobs"

job_listing = Listing(
    serializer=JobSerializer, filters=JobFilters, ordering={"created_at": "created_at"}, default="-created_at"
)


class Jobs(StoreApiView):
    area = AREA
    permissions = {"GET": "platform.view_jobs"}

    @operation("list_jobs", "List jobs", lists=job_listing)
    def get(self, request):
        """Exports, imports and other long work, newest first unless told."""
        return job_listing.answer(request, request.store.jobs.all())


class OneJob(StoreApiView):
    area = AREA
    permissions = {"GET": "platform.view_jobs"}

    @operation("get_job", "Read a job", answer=JobSerializer)
    def get(self, request, job_id):
        """How far it is, how fast it goes, and what came of it."""
        return self.answer(JobSerializer, get_object_or_404(request.store.jobs, public_id=job_id))


class CancelJob(StoreApiView):
    area = AREA
    permissions = {"POST": "platform.view_jobs"}

    @operation("cancel_job", "Cancel a job", answer=JobSerializer, refusals=[CannotCancelJob])
    def post(self, request, job_id):
        """A waiting job ends at once, a running one at its next step. What is done stays done.

        Cancelling a job that somebody else started needs the permission `platform.run_jobs`.
        """
        job = get_object_or_404(request.store.jobs, public_id=job_id)
        may_cancel_any = request.principal.can("platform.run_jobs")
        job = cancel_job(job=job, by=request.actor, may_cancel_any=may_cancel_any, now=timezone.now())
        return self.answer(JobSerializer, job)
