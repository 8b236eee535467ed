from django.urls import path

from operations import api
from operations.views import jobs, uploads

pages = [
    path("", jobs.job_list, name="list"),
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
