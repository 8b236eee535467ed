"""Every error of the API in one shape: problem JSON (RFC 9457) with a stable code."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError, OperationalError
from django.http import Http404, JsonResponse, UnreadablePostError
from psycopg import errors as postgres
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from structlog.contextvars import get_contextvars

from core.exceptions import DomainError

PROBLEM_JSON = "application/problem+json"
NOT_FOUND = "There is nothing at this address that you may see."
log = logging.getLogger("django.request")

TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    406: "Not acceptable",
    409: "Refused",
    411: "Length required",
    413: "Too large",
    415: "Unsupported media type",
    422: "Invalid values",
    429: "Too many requests",
    500: "Our mistake",
    503: "Busy",
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    status: int
    code: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        return {
            "type": f"/api/docs#problem-{self.code}",
            "title": TITLES.get(self.status, "Error"),
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "errors": self.errors,
            "request_id": str(get_contextvars().get("request_id", "")),
        }

    def response(self) -> Response:
        return Response(self.body(), self.status, headers=self.headers, content_type=PROBLEM_JSON)

    def plain_response(self) -> JsonResponse:
        """For faults outside the API's own views."""
        return JsonResponse(self.body(), status=self.status, headers=self.headers, content_type=PROBLEM_JSON)


class Refusal(exceptions.APIException):
    """An error of the API itself, raised with its own status and code."""

    def __init__(self, status: int, code: str, detail: str, **headers: str):
        super().__init__(detail, code)
        self.status_code = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response:
    problem = problem_for(exc)
    if problem.status >= 500:
        log.error("API request failed: %s", context["request"].path, exc_info=exc)
        got_request_exception.send(sender=None, request=context["request"]._request)
    return problem.response()


@singledispatch
def problem_for(exc: Exception) -> Problem:
    return Problem(status=500, code="server_error", detail="Something went wrong here. It has been logged.")


@problem_for.register
def _(exc: DomainError) -> Problem:
    return Problem(status=409, code=exc.code, detail=str(exc))


@problem_for.register
def _(exc: Http404 | exceptions.NotFound) -> Problem:
    return Problem(status=404, code="not_found", detail=NOT_FOUND)


@problem_for.register
def _(exc: PermissionDenied) -> Problem:
    return Problem(status=403, code="permission_denied", detail=str(exc) or "You may not do this.")


@problem_for.register
def _(exc: exceptions.APIException) -> Problem:
    return Problem(status=exc.status_code, code=_code(exc), detail=str(exc.detail), headers=_headers(exc))


@problem_for.register
def _(exc: exceptions.ParseError) -> Problem:
    return Problem(status=400, code="malformed_body", detail=str(exc.detail))


@problem_for.register
def _(exc: exceptions.Throttled) -> Problem:
    wait = max(1, round(exc.wait or 1))
    detail = f"Too many requests. Try again in {wait} s."
    return Problem(status=429, code="too_many_requests", detail=detail, headers={"Retry-After": str(wait)})


@problem_for.register
def _(exc: exceptions.ValidationError) -> Problem:
    errors = list(field_errors(exc.get_full_details()))
    return Problem(status=422, code="invalid", detail=_summary(errors), errors=errors)


@problem_for.register
def _(exc: DjangoValidationError) -> Problem:
    told = exc.message_dict if hasattr(exc, "error_dict") else exc.messages
    return problem_for(exceptions.ValidationError(told))


@problem_for.register
def _(exc: DataError | OverflowError) -> Problem:
    """The net under the fields' own checks: a value PostgreSQL or Python cannot hold."""
    return Problem(status=422, code="out_of_range", detail="A value is out of range.")


@problem_for.register
def _(exc: IntegrityError) -> Problem:
    if isinstance(exc.__cause__, postgres.UniqueViolation | postgres.ForeignKeyViolation):
        return Problem(status=409, code="conflict", detail="Another change got there first. Try again.")
    return problem_for.dispatch(Exception)(exc)


@problem_for.register
def _(exc: OperationalError) -> Problem:
    busy = postgres.LockNotAvailable | postgres.QueryCanceled | postgres.DeadlockDetected
    if isinstance(exc.__cause__, busy):
        return Problem(
            status=503, code="busy", detail="This took too long. Try again.", headers={"Retry-After": "2"}
        )
    return problem_for.dispatch(Exception)(exc)


@problem_for.register
def _(exc: SuspiciousOperation | BadRequest | UnreadablePostError) -> Problem:
    return Problem(status=400, code="bad_request", detail="The request could not be read.")


def field_errors(details: Any, path: tuple[str, ...] = ()) -> Iterator[dict[str, str]]:
    """Django REST framework's nested errors as a flat list: `addresses.0.city`."""
    if isinstance(details, dict) and isinstance(details.get("code"), str):
        yield {"field": ".".join(path), "code": details["code"], "message": str(details["message"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            own = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from field_errors(inner, path if own else (*path, str(name)))
    else:
        for index, inner in enumerate(details):
            leaf = isinstance(inner.get("code"), str) if isinstance(inner, dict) else False
            yield from field_errors(inner, path if leaf else (*path, str(index)))


def _summary(errors: list[dict[str, str]]) -> str:
    if len(errors) == 1:
        where = errors[0]["field"]
        return f"{where}: {errors[0]['message']}" if where else errors[0]["message"]
    return f"{len(errors)} values are not valid; see errors."


CODES = {
    401: "not_authenticated",
    405: "method_not_allowed",
    406: "not_acceptable",
    415: "unsupported_media_type",
}


def _code(exc: exceptions.APIException) -> str:
    code = exc.get_codes()
    return CODES.get(exc.status_code, code if isinstance(code, str) else "error")


def _headers(exc: exceptions.APIException) -> dict[str, str]:
    headers = dict(getattr(exc, "headers", {}))
    if auth := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = auth
    return headers
