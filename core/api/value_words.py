"""The values of a JSON schema in words: what to send, what to expect."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

DEEPEST = 3


@dataclass(frozen=True)
class Value:
    """One parameter, or one field of a body or an answer."""

    name: str
    kind: str
    text: str = ""
    required: bool = False
    choices: list[str] = field(default_factory=list)
    read_only: bool = False


def fields_of(
    document: dict[str, Any], schema: dict[str, Any], prefix: str = "", depth: int = 0
) -> Iterator[Value]:
    """Fields inside fields follow theirs with a dotted name; inside a list with `[]`."""
    schema = _resolved(document, schema)
    for name, one in schema.get("properties", {}).items():
        whole = f"{prefix}{name}"
        yield value_of(document, whole, one, name in schema.get("required", []), one.get("description"))
        inner, sign = _resolved(document, one), "."
        if inner.get("type") == "array":
            inner, sign = _resolved(document, inner["items"]), "[]."
        if depth < DEEPEST:
            yield from fields_of(document, inner, whole + sign, depth + 1)


def value_of(
    document: dict[str, Any], name: str, schema: dict[str, Any], required: bool, text: str | None
) -> Value:
    told = _resolved(document, schema)
    inner = _resolved(document, told["items"]) if told.get("type") == "array" else told
    choices = [str(choice) for choice in inner.get("enum", []) if choice not in ("", None)]
    return Value(name, _kind(document, told), text or "", required, choices, told.get("readOnly", False))


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, past references and the choice of null or an empty text."""
    for several in ("allOf", "oneOf", "anyOf"):
        if several in schema:
            first, *rest = schema[several]
            empty = any(one.get("type") == "null" for one in rest)
            return _resolved(document, first) | ({"nullable": True} if empty else {})
    if "$ref" in schema:
        node: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            node = node[part]
        return _resolved(document, node)
    return schema


def _kind(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """What to send or expect, in words."""
    kinds = schema.get("type", "")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    kind = next((one for one in kinds if one != "null"), "")
    if kind == "array":
        told = _("list of %(kind)s") % {"kind": _kind(document, _resolved(document, schema["items"]))}
    else:
        told = _words().get(schema.get("format", ""), "") or _words().get(kind, _("any value"))
    if "maxLength" in schema:
        told = _("%(kind)s, at most %(n)s characters") % {"kind": told, "n": schema["maxLength"]}
    if "maximum" in schema and "minimum" in schema:
        told = _("%(kind)s from %(low)s to %(high)s") % {
            "kind": told,
            "low": schema["minimum"],
            "high": schema["maximum"],
        }
    return _("%(kind)s or null") % {"kind": told} if "null" in kinds or schema.get("nullable") else told


def _words() -> dict[str, str]:
    return {
        "string": _("text"),
        "integer": _("whole number"),
        "number": _("number"),
        "boolean": _("true or false"),
        "object": _("object"),
        "uuid": _("id"),
        "date-time": _("date and time"),
        "date": _("date"),
        "email": _("e-mail address"),
        "uri": _("address"),
        "decimal": _("decimal number as text"),
    }
