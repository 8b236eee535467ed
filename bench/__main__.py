"""`python -m bench [names]`: run the benches in a database of their own and print one table."""

import os
import sys
import time
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from psycopg import sql

from crm import embedded

DATABASE = "regulars_bench"


def main() -> None:
    embedded.provide()
    os.environ["DATABASE_URL"] = fresh_database(os.environ["DATABASE_URL"])
    os.environ["DB_STATEMENT_TIMEOUT"] = "0"
    os.environ["LOG_LEVEL"] = "WARNING"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    django.setup()
    management = import_module("django.core.management")
    for command in ("migrate", "collectstatic"):
        management.call_command(command, verbosity=0, interactive=False)
    import_module("bench.registered")
    run(sys.argv[1:])


def run(names: list[str]) -> None:
    frame, models = import_module("bench.frame"), import_module("core.models")
    unknown = set(names) - set(frame.benches)
    if unknown:
        raise SystemExit(f"No bench {', '.join(unknown)}. There are: {', '.join(frame.benches)}.")
    store, rows = models.Store.objects.create(name="Bench"), []
    for name in names or frame.benches:
        start = time.monotonic()
        rows += [(name, figure) for figure in frame.benches[name](store)]
        sys.stderr.write(f"{name}: {time.monotonic() - start:.0f} s\n")
    sys.stdout.write(frame.table(rows) + "\n")


def fresh_database(url: str) -> str:
    """A new, empty one on the same server."""
    name = sql.Identifier(DATABASE)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
    return urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))


if __name__ == "__main__":
    main()
