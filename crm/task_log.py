"""A task's lines in the log carry the id of the request that caused it."""

from celery import signals
from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

HEADER = "regulars_request_id"


@signals.setup_logging.connect
def leave_logging_to_django(**kwargs):
    """Having a receiver, Celery sets nothing up of its own."""


@signals.before_task_publish.connect
def send_request_id(headers, **kwargs):
    if request_id := get_contextvars().get("request_id"):
        headers[HEADER] = request_id


@signals.task_prerun.connect
def take_request_id(task_id, task, **kwargs):
    clear_contextvars()
    bind_contextvars(request_id=getattr(task.request, HEADER, None) or task_id, task=task.name)


@signals.task_postrun.connect
def forget_request_id(**kwargs):
    clear_contextvars()
