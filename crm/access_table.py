"""Every route with the permission it asks: what docs/roles.md shows and the role tests try, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.views import APIView

from accounts.permissions import PUBLIC
from accounts.roles import AREA_NAMES, PERMISSIONS, PERMISSIONS_OF, Role, by_area

# Django's own admin is for superusers, whatever their role in a store; the styleguide is for development.
ELSEWHERE = ("admin", "styleguide")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    path: str  # as written in the URLconf
    name: str
    needs: dict[str, str | None]  # method: permission, PUBLIC, SIGNED_IN, or None when nothing is said
    is_endpoint: bool = False


def routes() -> list[Route]:
    found = (
        Route(path, name, needs_of(pattern.callback), is_endpoint=endpoint_of(pattern.callback) is not None)
        for path, name, pattern in patterns()
    )
    return [route for route in found if not route.path.strip("/").startswith(ELSEWHERE)]


def needs_of(view) -> dict[str, str | None]:
    """A page says it for reading and for the rest, an endpoint for each method."""
    endpoint = endpoint_of(view)
    if endpoint is not None and getattr(endpoint, "public", False):
        return {"GET": PUBLIC}
    if permissions := getattr(endpoint, "permissions", None):
        return dict(permissions)
    to_read = getattr(view, "permission", None)
    return {"GET": to_read, "POST": getattr(view, "permission_to_change", to_read)}


def endpoint_of(view) -> type[APIView] | None:
    found = getattr(view, "view_class", None) or getattr(view, "cls", None)
    return found if found is not None and issubclass(found, APIView) else None


def patterns() -> Iterator[tuple[str, str, URLPattern]]:
    """Path, name and pattern of every address there is."""
    yield from _below(get_resolver(), "/", "")


def _below(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[tuple[str, str, URLPattern]]:
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield path, f"{namespace}{pattern.name or path}", pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _below(pattern, path, inner)


def as_markdown() -> str:
    roles = list(Role)
    lines = [
        "# Roles",
        "",
        "Written by `manage.py write_roles`; a test keeps it current. The source is `accounts/roles.py`.",
        "",
        "## What each role may",
        "",
        "| permission | | " + " | ".join(str(role.label) for role in roles) + " |",
        "|---|---|" + "---|" * len(roles),
    ]
    for area, names in by_area().items():
        for name in names:
            cells = " | ".join("yes" if name in PERMISSIONS_OF[role] else "" for role in roles)
            lines.append(f"| {AREA_NAMES[area]} | {PERMISSIONS[name]} (`{name}`) | {cells} |")
    lines += ["", "## What each address asks", "", "| address | method | needs |", "|---|---|---|"]
    for route in sorted(routes(), key=lambda route: route.path):
        for needs, methods in _by_need(route).items():
            lines.append(f"| `{route.path}` | {', '.join(methods)} | {needs} |")
    return "\n".join(lines) + "\n"


def _by_need(route: Route) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for method in METHODS:
        if method in route.needs:
            grouped.setdefault(str(route.needs[method]), []).append(method)
    return grouped
