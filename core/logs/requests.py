import re
import time
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from structlog.contextvars import bind_contextvars, clear_contextvars

log = structlog.get_logger(__name__)
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
PROBES = ("/healthz", "/readyz")


class RequestLogMiddleware:
    """An id for each request, in every line of the log and in the answer; one line when it is done.

    The line names the route, never the path: a path may hold a secret link, a query a search for a person.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        start = time.perf_counter()
        request_id = id_for(request)
        clear_contextvars()
        bind_contextvars(request_id=request_id)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            if worth_a_line(request, response):
                note(request, response, milliseconds=round((time.perf_counter() - start) * 1000))
            return response
        finally:
            clear_contextvars()


def id_for(request) -> str:
    """The one a proxy gave it, when it looks like one."""
    given = request.headers.get("X-Request-ID", "")
    return given if GIVEN.fullmatch(given) else str(uuid4())


def worth_a_line(request, response) -> bool:
    quiet = request.path in PROBES or request.path.startswith(settings.STATIC_URL)
    return response.status_code >= 400 or not quiet


def note(request, response, *, milliseconds: int) -> None:
    match = request.resolver_match
    ids = [str(value) for value in match.kwargs.values() if isinstance(value, UUID)] if match else []
    user, store = getattr(request, "_cached_user", None), getattr(request, "store", None)
    log.info(
        "request",
        method=request.method,
        route=f"/{match.route}" if match else None,
        ids=" ".join(ids) or None,
        status=response.status_code,
        ms=milliseconds,
        user=user and user.pk,
        store=store and store.pk,
    )
