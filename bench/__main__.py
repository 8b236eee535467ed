"""`python -m bench [names] [--size 100k,1m] [--json path]`: measure in a database apart, print one table.

Exits with 1 when a figure misses its bar. `--keep` leaves the database and finds its shops again.
"""

import argparse
import os
import sys
from importlib import import_module
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from psycopg import sql

from crm import embedded

DATABASE = "regulars_bench"
RESULTS = ".data/bench.json"


def main() -> None:
    asked = arguments()
    embedded.provide()
    server = os.environ["DATABASE_URL"]
    prepare_database(server, fresh=not asked.keep)
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(server)._replace(path=f"/{DATABASE}"))
    os.environ["DB_STATEMENT_TIMEOUT"] = "0"
    os.environ["LOG_LEVEL"] = "WARNING"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    django.setup()
    management = import_module("django.core.management")
    for command in ("migrate", "collectstatic"):
        management.call_command(command, verbosity=0, interactive=False)
    try:
        missed = import_module("bench.running").run(asked.names, asked.size, asked.json)
    finally:
        if not asked.keep:
            import_module("django.db").connections.close_all()
            drop_database(server)
    sys.exit(1 if missed else 0)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", help="benches to run; all unless told")
    parser.add_argument("--size", type=sizes, default="100k,1m", help="customers of the shops, ascending")
    parser.add_argument("--json", default=os.environ.get("BENCH_JSON", RESULTS), help="where the figures go")
    parser.add_argument("--keep", action="store_true", help="keep the database, and use a kept one")
    return parser.parse_args()


def sizes(text: str) -> list[int]:
    letters = {"k": "000", "m": "000000"}
    return sorted(int(word[:-1] + letters.get(word[-1], word[-1])) for word in text.lower().split(","))


def prepare_database(server: str, *, fresh: bool) -> None:
    if fresh:
        drop_database(server)
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def drop_database(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        name = sql.Identifier(DATABASE)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


if __name__ == "__main__":
    main()
