"""Fingerprints of tables, to show that a request changed nothing."""

from django.apps import apps
from django.db import connection

# Written by any request of a signed-in person: when they were last seen.
ALWAYS_ALLOWED = {"django_session", "usersessions_usersession"}


def fingerprints(*, without: set[str] = frozenset()) -> dict[str, str]:
    """Table to `rows:hash`, for every table the models know."""
    tables = sorted(
        {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
        - ALWAYS_ALLOWED
        - without
    )
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}', count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)), 0)"  # noqa: S608
                f' FROM "{table}" t'
                for table in tables
            )
        )
        return dict(cursor.fetchall())


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after[table]]
