"""The OpenAPI document, made once per process and language."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator

from core.api.problem_schema import add_problems


@cache
def document(language: str) -> dict[str, Any]:
    with override(language):
        return SchemaGenerator().get_schema(request=None, public=True)


def finish(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """What all operations share: how to sign in, and how they fail."""
    add_problems(result)
    result["components"]["securitySchemes"] = {
        "apiKey": {"type": "http", "scheme": "bearer", "description": "A key from Settings, API keys."},
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.SESSION_COOKIE_NAME,
            "description": "A signed-in browser; needs the X-CSRFToken header to change anything.",
        },
    }
    _drop_enum_marks(result)
    return result


def _drop_enum_marks(node: Any) -> None:
    """Choices stay where they are used: as components of their own their names would collide."""
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _drop_enum_marks(inner)
