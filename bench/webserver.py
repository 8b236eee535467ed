"""A web server of so many processes, as `make run` starts it, and calls to it over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

from django.utils import timezone

from accounts.services.api_keys import make_api_key
from core.actors import SYSTEM
from core.models import Store

PATIENCE = 60


@contextmanager
def web_server(processes: int) -> Iterator[int]:
    """Its port, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:crm.web_server", "crm.wsgi"]
    told = {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": str(processes), "LOG_LEVEL": "WARNING"}
    with subprocess.Popen(command, env=os.environ | told) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.terminate()


def _wait_for(port: int, server: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/health/live")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The web server did not start.")


def api_key(store: Store, *scopes: str) -> str:
    maker = store.memberships.filter(role="owner").first()
    wanted: dict[str, Any] = {"scopes": list(scopes), "expires_at": None, "ip_allow_list": []}
    _, secret = make_api_key(
        name="Bench", maker=maker, rate_per_minute=6_000, by=SYSTEM, now=timezone.now(), **wanted
    )
    return secret


class Caller:
    """One program that keeps its connection while it is busy."""

    def __init__(self, port: int, secret: str):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def post(self, path: str, body: bytes) -> bytes:
        try:
            self.connection.request("POST", path, body, self.headers)
        except OSError:  # the server closed it meanwhile
            self.connection.close()
            self.connection.request("POST", path, body, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status == 200, (answer.status, text[:500])
        return text
