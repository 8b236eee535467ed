"""The two servers: how each is prepared, started, asked and stopped."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from crm.embedded.places import Places, as_account, own_folder

NAME = "regulars"
MB = 1024 * 1024


@dataclass(frozen=True)
class Server:
    name: str
    command: list[str]
    stop_signal: str
    answers: Callable[[], bool]
    url: str
    before: Callable[[], None] = lambda: None  # each time, before it starts
    after: Callable[[], None] = lambda: None  # each time, once it answers


def postgres(places: Places) -> Server:
    programs, data = places.postgres / "bin", places.data / "postgres18"
    there = ["-h", str(places.sockets), "-U", NAME]

    def before() -> None:
        if not data.exists():
            _make_cluster(programs, data, places)
        _clear_leftover(data)

    def after() -> None:
        made = subprocess.run([programs / "createdb", *there, NAME], capture_output=True, text=True)
        if made.returncode and "already exists" not in made.stderr:
            raise SystemExit(f"The database could not be made: {made.stderr.strip()}")

    def answers() -> bool:
        return subprocess.run([programs / "pg_isready", "-q", *there, "-d", "postgres"]).returncode == 0

    settings = [f"--{name}={value}" for name, value in tuning(_memory()).items()]
    command = [str(programs / "postgres"), "-D", str(data), "-k", str(places.sockets), *settings]
    url = f"postgresql://{NAME}@{quote(str(places.sockets), safe='')}/{NAME}"
    return Server("postgres", command, "SIGINT", answers, url, before, after)


def redis(places: Places) -> Server:
    """A doorbell and a cache: what it held may be lost, so it writes nothing to disk."""
    path = places.sockets / "redis.sock"
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "databases": "128",
        "maxmemory-policy": "noeviction",
        "save": "",
        "dir": str(own_folder(places.data / "redis", places.account)),
        "loglevel": "warning",
    }
    command = [
        str(places.redis / "redis-server"),
        *(word for name, value in options.items() for word in (f"--{name}", value)),
    ]
    return Server("redis", command, "SIGTERM", lambda: _pongs(path), f"unix://{path}")


def tuning(memory: int) -> dict[str, str]:
    """Modest on a laptop, awake on a big machine; durability stays whole."""
    share = memory // MB
    return {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": f"{min(max(share // 8, 64), 4096)}MB",
        "effective_cache_size": f"{max(share // 2, 256)}MB",
        "maintenance_work_mem": f"{min(max(share // 32, 32), 256)}MB",
        "work_mem": "16MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }


def _memory() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _make_cluster(programs: Path, data: Path, places: Places) -> None:
    """Made beside and renamed when whole, so that a killed initdb leaves nothing half-made."""
    unfinished = data.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    own_folder(unfinished, places.account)
    locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        [programs / "initdb", "-D", unfinished, "-U", NAME, "-A", "trust", "-E", "UTF8", *locale],
        capture_output=True,
        text=True,
        **as_account(places.account),
    )
    if made.returncode:
        raise SystemExit(f"PostgreSQL could not make its data folder: {made.stderr.strip()}")
    unfinished.rename(data)


def _clear_leftover(data: Path) -> None:
    """End a server that a killed keeper left, and forget one whose number now is another process."""
    note = data / "postmaster.pid"
    if not note.exists() or not Path("/proc/self").exists():
        return
    number = int(note.read_text().split("\n", 1)[0] or 0)
    words = Path(f"/proc/{number}/cmdline")
    with suppress(OSError):
        if str(data).encode() in words.read_bytes().split(b"\0"):
            os.kill(number, signal.SIGINT)
            _wait_gone(words)
    note.unlink(missing_ok=True)


def _wait_gone(process: Path, patience: float = 20) -> None:
    until = time.monotonic() + patience
    while process.exists() and time.monotonic() < until:
        time.sleep(0.05)
    if process.exists():
        os.kill(int(process.parent.name), signal.SIGQUIT)


def _pongs(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1)
        try:
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(5) == b"+PONG"
        except OSError:
            return False
