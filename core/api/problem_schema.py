"""The errors every operation may answer with, added to the finished schema."""

from typing import Any

from core.api.problems import PROBLEM_JSON, TITLES

PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457). The code is stable, for programs; the detail is for people.",
    "required": ["type", "title", "status", "detail", "code", "errors", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
        "request_id": {"type": "string", "description": "Name it when you ask for help."},
    },
}
FIELD_ERROR = {
    "type": "object",
    "required": ["field", "code", "message"],
    "properties": {
        "field": {"type": "string", "description": "Where in the body or query, such as addresses.0.city."},
        "code": {"type": "string"},
        "message": {"type": "string"},
    },
}
TEXTS = {
    400: "The request cannot be read.",
    401: "No key, or one that does not work any more.",
    403: "The key lacks the permission named under x-permission, or the area is switched off.",
    404: "There is nothing here that you may see.",
    406: "Ask for application/json.",
    409: "The house rules forbid it now, or the same Idempotency-Key is at work.",
    411: "The body came in chunks, without a length.",
    413: "The body is too large.",
    415: "Send application/json.",
    422: "Some values are not valid; errors names each.",
    429: "Too many requests; Retry-After says when to go on.",
    503: "The store is busy; try again in a moment.",
}
ALWAYS = {400, 401, 403, 406, 422, 429, 503}
WITH_BODY = {409, 411, 413, 415}


def add_problems(result: dict[str, Any]) -> None:
    components = result.setdefault("components", {})
    components.setdefault("schemas", {}).update(Problem=PROBLEM, FieldError=FIELD_ERROR)
    components["responses"] = {f"Problem{status}": _response(status) for status in sorted(TEXTS)}
    for path, methods in result["paths"].items():
        for method, told in methods.items():
            for status in sorted(statuses(path, method)):
                told["responses"].setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})


def statuses(path: str, method: str) -> set[int]:
    found = set(ALWAYS)
    if "{" in path:
        found.add(404)
    if method != "get":
        found |= WITH_BODY
    return found


def _response(status: int) -> dict[str, Any]:
    body = {"schema": {"$ref": "#/components/schemas/Problem"}}
    headers = {}
    if status in (429, 503):
        headers["Retry-After"] = {"schema": {"type": "string"}, "description": "Seconds."}
    if status == 401:
        headers["WWW-Authenticate"] = {"schema": {"type": "string"}}
    told = {"description": f"{TITLES[status]}. {TEXTS[status]}", "content": {PROBLEM_JSON: body}}
    return {**told, "headers": headers} if headers else told
