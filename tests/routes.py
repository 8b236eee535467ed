"""Every address of ours, read from the URLconf: what the generated nets walk."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.views import APIView

from accounts.permissions import PUBLIC

OURS = ("core.", "accounts.", "notifications.", "operations.", "customers.", "activity.", "crm.")


@dataclass(frozen=True)
class Route:
    name: str
    path: str
    pattern: URLPattern

    def __str__(self):
        return self.name

    @cached_property
    def view(self):
        callback = self.pattern.callback
        return getattr(callback, "view_class", None) or getattr(callback, "cls", None) or callback

    @property
    def is_ours(self) -> bool:
        """Django admin asks for a superuser itself, on every address of its own."""
        return self.view.__module__.startswith(OURS) and not self.name.startswith("admin:")

    @property
    def is_endpoint(self) -> bool:
        """/api/docs is a page."""
        return isinstance(self.view, type) and issubclass(self.view, APIView)

    @property
    def is_public(self) -> bool:
        return self.permission == PUBLIC or getattr(self.view, "public", False)

    @property
    def permission(self) -> str | None:
        """What a page asks of whoever reads it."""
        return getattr(self.pattern.callback, "permission", None)

    @property
    def permissions(self) -> dict[str, str]:
        """Method to permission."""
        if by_method := getattr(self.view, "permissions", None):
            return dict(by_method)
        if not self.permission or self.is_public:
            return {}
        to_change = getattr(self.pattern.callback, "permission_to_change", self.permission)
        return {"GET": self.permission, "POST": to_change}

    @property
    def params(self) -> tuple[str, ...]:
        return tuple(self._converters)

    @cached_property
    def _converters(self) -> dict:
        return dict(self.pattern.pattern.converters)

    def url(self, values: dict) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.params})


def all_routes() -> Iterator[Route]:
    yield from _walk(get_resolver(), "", "")


def our_routes() -> list[Route]:
    return [route for route in all_routes() if route.is_ours]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Route(namespace + (pattern.name or path), path, pattern)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, path, inner)
