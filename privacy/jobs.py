from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.jobs import Run, job_kind
from privacy.services.bundles import JOB, keep_bundle


@job_kind(JOB, title=gettext_lazy("Gather the data of a customer"), permission="privacy.handle")
def gather(job: Run) -> str:
    request = job.store.privacyrequests.select_related("customer__store").get(public_id=job.params["request"])
    with job.chunk():
        count = keep_bundle(request=request, by=job.by, now=timezone.now())
        job.progress(count, count)
    return _("%(n)s records gathered") % {"n": f"{count:,}"}
