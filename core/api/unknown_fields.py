"""Which fields of what was sent nobody reads, at any depth."""

from collections.abc import Iterator, Mapping
from typing import Any

from rest_framework import serializers

MOST_NAMED = 20
Known = dict[str, "Known | None"]  # None: what is inside is the sender's own


def known_fields(serializer: serializers.Serializer) -> Known:
    return {name: _inside(field) for name, field in serializer.fields.items() if not field.read_only}


def unknown_fields(given: Any, known: Known) -> list[str]:
    """Paths such as "lines.3.colour", the first 20."""
    found = []
    for path in _walk(given, known, ""):
        found.append(path)
        if len(found) == MOST_NAMED:
            break
    return found


def _inside(field: serializers.Field) -> Known | None:
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        field = field.child
    return known_fields(field) if isinstance(field, serializers.Serializer) else None


def _walk(given: Any, known: Known, prefix: str) -> Iterator[str]:
    if isinstance(given, Mapping):
        for name, value in given.items():
            if name not in known:
                yield f"{prefix}{name}"[:200]
            elif known[name] and isinstance(value, Mapping | list):
                yield from _walk(value, known[name], f"{prefix}{name}.")
    elif isinstance(given, list):
        for index, value in enumerate(given):
            yield from _walk(value, known, f"{prefix}{index}.")
