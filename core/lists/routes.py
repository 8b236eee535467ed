"""The addresses beside a list: `pages = [path("", views.customers, name="list"), *list_routes(…)]`."""

from collections.abc import Callable

from django.urls import URLPattern, path

from core.lists import bulk_views, view_pages, views
from core.lists.table import Table


def list_routes(table: Table, requires: Callable, under: str = "") -> list[URLPattern]:
    """`requires` is accounts.permissions.requires: each address asks the permission of what it does."""
    key, may_see = table.key, requires(table.permission)
    routes = [
        path(f"{under}/count", may_see(views.exact_count(table)), name=f"{key}-count"),
        path(f"{under}/columns", may_see(views.columns(table)), name=f"{key}-columns"),
        path(f"{under}/density", may_see(views.density(table)), name=f"{key}-density"),
        path(f"{under}/views/new", may_see(view_pages.new_view(table)), name=f"{key}-view-new"),
        path(f"{under}/views/<uuid:view_id>", may_see(view_pages.edit_view(table)), name=f"{key}-view"),
        path(
            f"{under}/views/<uuid:view_id>/delete",
            may_see(view_pages.delete_view(table)),
            name=f"{key}-view-delete",
        ),
    ]
    if table.export_permission:
        may_export = requires(table.export_permission, recently=True)
        routes.append(
            path(f"{under}/export", may_export(bulk_views.export_rows(table)), name=f"{key}-export")
        )
    for verb in table.bulk:
        routes += _bulk_routes(table, verb, requires(verb.permission), under)
    return routes


def _bulk_routes(table: Table, verb, may: Callable, under: str) -> list[URLPattern]:
    at, key = f"{under}/bulk/{verb.key}", table.key
    routes = [
        path(at, may(bulk_views.bulk_verb(table, verb)), name=f"{key}-bulk-{verb.key}"),
        path(
            f"{at}/<uuid:job_id>",
            may(bulk_views.bulk_progress(table, verb)),
            name=f"{key}-progress-{verb.key}",
        ),
    ]
    if verb.undo:
        undo = may(bulk_views.undo_bulk(table, verb))
        routes.append(path(f"{at}/<uuid:run_id>/undo", undo, name=f"{key}-undo-{verb.key}"))
    return routes
