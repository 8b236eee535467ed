"""The OpenAPI document as people read it: areas of calls, each with its fields and examples."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from core.api.once import HEADER
from core.api.value_words import Value, fields_of, value_of

BODY = "application/json"


@dataclass(frozen=True)
class Call:
    id: str
    method: str
    path: str
    summary: str
    text: str
    permission: str
    parameters: list[Value]
    body: list[Value]
    answer: list[Value]
    status: str
    example: str
    curl: str
    errors: list[str]
    refusals: list[str]
    takes_key: bool

    def matches(self, term: str) -> bool:
        """Every word of the term is somewhere in the call."""
        names = [value.name for value in (*self.parameters, *self.body, *self.answer)]
        told = " ".join([self.id, self.method, self.path, self.summary, self.text, *names]).lower()
        return all(word in told for word in term.lower().split())


@dataclass(frozen=True)
class Area:
    name: str
    calls: list[Call]

    @property
    def slug(self) -> str:
        return slugify(self.name)


def areas(document: dict[str, Any], base_url: str) -> list[Area]:
    found: dict[str, list[Call]] = {}
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            call = _call(document, base_url, path, method, told)
            found.setdefault(told["tags"][0], []).append(call)
    return [Area(name, calls) for name, calls in sorted(found.items())]


def refusals(found: list[Area]) -> dict[str, list[str]]:
    """Each house rule's code and the calls it may stop."""
    codes: dict[str, list[str]] = {}
    for area in found:
        for call in area.calls:
            for code in call.refusals:
                codes.setdefault(code, []).append(call.summary)
    return codes


def _call(document: dict[str, Any], base_url: str, path: str, method: str, told: dict[str, Any]) -> Call:
    status, answer = next((s, a) for s, a in told["responses"].items() if s < "300")
    sent, shown = _content(told.get("requestBody", {})), _content(answer)
    example = _example(sent)
    return Call(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        text=told.get("description", ""),
        permission=told["x-permission"],
        parameters=[
            value_of(document, one["name"], one["schema"], one.get("required", False), one.get("description"))
            for one in told.get("parameters", [])
            if one["in"] != "header"
        ],
        body=list(fields_of(document, sent.get("schema", {}))),
        answer=list(fields_of(document, shown.get("schema", {}))),
        status=status,
        example=_pretty(_example(shown)),
        curl=_curl(base_url, path, method, example),
        errors=sorted(status for status in told["responses"] if status >= "400"),
        refusals=told.get("x-refusals", []),
        takes_key=any(one["name"] == HEADER for one in told.get("parameters", [])),
    )


def _content(told: dict[str, Any]) -> dict[str, Any]:
    return told.get("content", {}).get(BODY, {})


def _example(content: dict[str, Any]) -> Any:
    return next((one["value"] for one in content.get("examples", {}).values()), None)


def _pretty(value: Any) -> str:
    return "" if value is None else json.dumps(value, indent=2, ensure_ascii=False)


def _curl(base_url: str, path: str, method: str, example: Any) -> str:
    lines = [f"curl {base_url}{path}"]
    if method != "get":
        lines[0] = f"curl -X {method.upper()} {base_url}{path}"
    lines.append('-H "Authorization: Bearer $REGULARS_KEY"')
    if method == "post":
        lines.append(f'-H "{HEADER}: $(uuidgen)"')
    if example is not None:
        lines.append(f'-H "Content-Type: {BODY}"')
        body = json.dumps(example, ensure_ascii=False).replace("'", "'\\''")
        lines.append(f"-d '{body}'")
    return " \\\n  ".join(lines)
