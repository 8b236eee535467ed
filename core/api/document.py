"""The OpenAPI document, made once per process and language."""

from functools import cache
from typing import Any

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator


@cache
def document(language: str) -> dict[str, Any]:
    with override(language):
        return SchemaGenerator().get_schema(request=None, public=True)
