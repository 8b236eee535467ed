"""What an intake takes and answers, as OpenAPI has it."""

from typing import Any

from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent

from core.intake import MOST_ITEMS, Fate

ERRORS = {
    "type": "object",
    "description": "By the field's path, such as lines.3.price.",
    "additionalProperties": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["message", "code"],
            "properties": {"message": {"type": "string"}, "code": {"type": "string"}},
        },
    },
}
REMARKS = {
    "outcome": {
        "type": "string",
        "enum": [str(fate) for fate in Fate],
        "description": "stale: newer news was known already, and nothing changed.",
    },
    "errors": ERRORS,
    "ignored_fields": {
        "type": "array",
        "items": {"type": "string"},
        "description": "What was sent and is not read here, by path; the first 20.",
    },
}
RESULT = {
    "type": "object",
    "required": ["outcome", "id", "external_id", "errors", "ignored_fields"],
    "properties": {
        "index": {"type": "integer", "description": "The item's place in the list, from 0."},
        "id": {"type": ["string", "null"], "format": "uuid"},
        "external_id": {"type": ["string", "null"]},
        **REMARKS,
    },
}
ANSWER = {
    "type": "object",
    "required": ["results", *map(str, Fate)],
    "properties": {
        "results": {"type": "array", "items": {"$ref": "#/components/schemas/IntakeResult"}},
        **{str(fate): {"type": "integer", "description": f"How many came to be {fate}."} for fate in Fate},
    },
}
LIST_EXAMPLE = {
    "results": [
        {
            "index": 0,
            "outcome": "created",
            "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
            "external_id": "1001",
            "errors": {},
            "ignored_fields": ["colour"],
        },
        {
            "index": 1,
            "outcome": "failed",
            "id": None,
            "external_id": "1002",
            "errors": {"email": [{"message": "Enter a valid email address.", "code": "invalid"}]},
            "ignored_fields": [],
        },
    ],
    **{str(fate): int(fate in (Fate.CREATED, Fate.FAILED)) for fate in Fate},
}


def one_or_many(one: dict[str, Any]) -> dict[str, Any]:
    """An item that does not fit fails alone and the list is taken, so the list's items promise nothing."""
    anything = {"description": "As a single one; what does not fit fails alone."}
    items = {"anyOf": [one, anything]}
    return {"oneOf": [one, {"type": "array", "maxItems": MOST_ITEMS, "items": items}]}


def register_result(registry: ComponentRegistry) -> tuple[ResolvedComponent, ResolvedComponent]:
    return _register(registry, "IntakeResult", RESULT), _register(registry, "IntakeAnswer", ANSWER)


def with_remarks(registry: ComponentRegistry, record: ResolvedComponent) -> ResolvedComponent:
    told = record.schema
    schema = {
        **told,
        "properties": {**told["properties"], **REMARKS},
        "required": [*told.get("required", []), *REMARKS],
    }
    return _register(registry, f"{record.name}Taken", schema)


def _register(registry: ComponentRegistry, name: str, schema: dict[str, Any]) -> ResolvedComponent:
    component = ResolvedComponent(name=name, type=ResolvedComponent.SCHEMA, object=name, schema=schema)
    registry.register_on_missing(component)
    return component
