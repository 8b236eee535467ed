"""Every address of ours, read from the URLconf: what the generated nets walk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import URLPattern, reverse

from accounts.permissions import PUBLIC
from crm.access_table import endpoint_of, needs_of, patterns

OURS = ("core.", "accounts.", "notifications.", "operations.", "customers.", "commerce.", "activity.", "crm.")


@dataclass(frozen=True)
class Route:
    path: str
    name: str
    pattern: URLPattern

    def __str__(self):
        return self.name

    @property
    def view(self):
        return endpoint_of(self.pattern.callback) or self.pattern.callback

    @property
    def is_ours(self) -> bool:
        """Django admin asks for a superuser itself, on every address of its own."""
        return self.view.__module__.startswith(OURS) and not self.name.startswith("admin:")

    @property
    def is_endpoint(self) -> bool:
        return endpoint_of(self.pattern.callback) is not None

    @cached_property
    def needs(self) -> dict[str, str | None]:
        return needs_of(self.pattern.callback)

    @property
    def is_public(self) -> bool:
        return PUBLIC in self.needs.values()

    @property
    def permissions(self) -> dict[str, str]:
        """Method to permission, where one is asked."""
        return {method: needed for method, needed in self.needs.items() if needed and needed != PUBLIC}

    @cached_property
    def converters(self) -> dict[str, str]:
        """Name to kind of what the whole address takes, also where one list is mounted under another's."""
        return {name: kind or "str" for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", self.path)}

    @property
    def params(self) -> tuple[str, ...]:
        return tuple(self.converters)

    def url(self, values: dict) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.params})


def all_routes() -> Iterator[Route]:
    return (Route(*found) for found in patterns())


def our_routes() -> list[Route]:
    return [route for route in all_routes() if route.is_ours]
