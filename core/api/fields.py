"""`?fields=email,phone`: an answer with the id and only what the caller reads."""

from rest_framework import serializers
from rest_framework.request import Request

from core.api import queries


def asked_fields(request: Request, serializer: type[serializers.Serializer]) -> list[str]:
    readable = [name for name, field in serializer().fields.items() if not field.write_only]
    return queries.names(request.GET, "fields", known=readable)


def thinned(shown: serializers.BaseSerializer, wanted: list[str]) -> serializers.BaseSerializer:
    fields = getattr(shown, "child", shown).fields
    if wanted:
        for name in set(fields) - {*wanted, "id"}:
            fields.pop(name)
    return shown
