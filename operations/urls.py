from django.urls import path

from accounts.permissions import requires
from core.lists import list_routes
from operations import api
from operations.parked import PARKED
from operations.views import jobs, schedule, uploads

pages = [
    path("", jobs.job_list, name="list"),
    path("/scheduled", schedule.scheduled, name="scheduled"),
    path("/scheduled/<str:name>/run", schedule.run_now, name="run-now"),
    path("/parked", schedule.parked, name="parked"),
    *list_routes(PARKED, requires, under="/parked"),
    path("/parked/replay", schedule.replay_all, name="replay-all"),
    path("/parked/<uuid:parked_id>", schedule.parked_event, name="parked-event"),
    path("/parked/<uuid:parked_id>/replay", schedule.replay, name="replay"),
    path("/parked/<uuid:parked_id>/discard", schedule.discard, name="discard"),
    path("/<uuid:job_id>", jobs.job_detail, name="job"),
    path("/<uuid:job_id>/cancel", jobs.cancel, name="cancel"),
    path("/<uuid:job_id>/resume", jobs.resume, name="resume"),
    path("/<uuid:job_id>/result", jobs.result, name="result"),
    path("/<uuid:job_id>/errors", jobs.errors, name="errors"),
]
upload_pages = [
    path("/images", uploads.images, name="images"),
    path("/<uuid:upload_id>", uploads.upload, name="upload"),
]
public_files = [path("/<str:token>", uploads.public_image, name="public-image")]
endpoints = [
    path("", api.Jobs.as_view(), name="jobs"),
    path("/<uuid:job_id>", api.OneJob.as_view(), name="job"),
    path("/<uuid:job_id>/cancel", api.CancelJob.as_view(), name="cancel"),
]
