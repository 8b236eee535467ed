"""`Idempotency-Key`: the endpoint's verb runs once, later calls get the first one's answer."""

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils import timezone
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core import idempotency
from core.api.problems import Refusal, problem_for
from core.exceptions import DomainError
from core.models import IdempotencyRecord

HEADER = "Idempotency-Key"
KEY = r"[!-~]{1,255}"
KEPT_HEADERS = ("Location",)


def run_once(
    request: Request, verb: Callable[[], Response], *, required: bool = False, secret: bool = False
) -> Response | HttpResponse:
    """`secret` answers are not kept: a repetition is told so, and has no second effect."""
    key = request.headers.get(HEADER)
    if key is None and not required:
        return verb()
    _check_key(key)
    print_ = fingerprint(request)
    try:
        with transaction.atomic():
            record, is_new = idempotency.claim(
                store=request.store, by=request.actor, key=key, fingerprint=print_, now=timezone.now()
            )
            return _first_answer(record, verb, secret) if is_new else replay(record)
    except idempotency.InFlight:
        detail = "A request with this Idempotency-Key is still at work. Try again in a moment."
        raise Refusal(409, "idempotency_in_flight", detail, Retry_After="1") from None
    except idempotency.KeyReused:
        detail = "This Idempotency-Key was used for another request. Use a new key for a new request."
        raise Refusal(422, "idempotency_key_reused", detail) from None


def _first_answer(record: IdempotencyRecord, verb: Callable[[], Response], secret: bool) -> Response:
    """A refusal is an answer too; anything else that goes wrong takes the record with it."""
    try:
        with transaction.atomic():
            response = verb()
    except DomainError as refusal:
        response = problem_for(refusal).response()
    record.status = response.status_code
    record.content_type = response.content_type or "application/json"
    record.headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    record.body = None if secret else JSONRenderer().render(response.data)
    record.save(update_fields=["status", "content_type", "headers", "body"])
    return response


def replay(record: IdempotencyRecord) -> HttpResponse:
    if record.body is None:
        detail = "This was done before. Its answer held a secret, which is shown once and not kept."
        raise Refusal(409, "idempotency_answer_not_kept", detail, Idempotent_Replayed="true")
    return HttpResponse(
        bytes(record.body),
        status=record.status,
        content_type=record.content_type,
        headers={**record.headers, "Idempotent-Replayed": "true"},
    )


def fingerprint(request: Request) -> str:
    """The same method, address and meaning of the body; spacing and key order do not count."""
    told = json.dumps(_plain(request.data), sort_keys=True)
    return hashlib.sha256(f"{request.method} {request.get_full_path()}\n{told}".encode()).hexdigest()


def _plain(data: Any) -> Any:
    if not isinstance(data, QueryDict):
        return data
    return {name: [_file(value) for value in values] for name, values in data.lists()}


def _file(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256(b"".join(value.chunks())).hexdigest()
    value.seek(0)
    return [value.name, digest]


def _check_key(key: str | None) -> None:
    if key is None:
        raise Refusal(400, "idempotency_key_missing", f"This verb needs an {HEADER} header.")
    if not re.fullmatch(KEY, key):
        detail = f"{HEADER} is 1 to 255 ASCII characters without spaces."
        raise Refusal(400, "idempotency_key_invalid", detail)
