"""The user's side: fill the environment, start the keeper when none runs."""

import atexit
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

from dotenv import load_dotenv

from crm.embedded.locks import Lock

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = ROOT / ".data"
LOCKS = DATA / "locks"
SECRETS = DATA / "secrets.env"
ADDRESSES = DATA / "servers.json"
READY = "ready"
NAMES = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "PUBLIC_BASE_URL")

_users: Lock | None = None


class NoServers(SystemExit):
    """The servers did not start; the text says why."""


def provide() -> None:
    """Set DATABASE_URL, REDIS_URL and the secrets where neither the environment nor .env names them."""
    load_dotenv(ROOT / ".env")
    for name in NAMES:
        if os.environ.get(name) == "":  # a line of .env.example left as it is
            del os.environ[name]
    if "DATABASE_URL" not in os.environ:
        _generate_secrets()
    missing = {"DATABASE_URL", "REDIS_URL"} - set(os.environ)
    if missing:
        addresses = acquire()
        os.environ.update({name: addresses[name] for name in missing})


def acquire() -> dict[str, str]:
    """Share the running servers, or start them; they stay while this process lives."""
    global _users
    LOCKS.mkdir(parents=True, exist_ok=True)
    if _users is None:
        _users = Lock(LOCKS / "users")
        _users.share()  # waits while a keeper shuts down
        atexit.register(release)
    with Lock(LOCKS / "start"):
        while not ADDRESSES.exists() or not keeper_runs():
            if keeper_runs():
                time.sleep(0.05)  # whoever started it is gone; it is not ready yet, or about to end
            else:
                _start_keeper()
    return json.loads(ADDRESSES.read_text())


def keep_running() -> None:
    """Start the keeper again should it have been killed; nothing to do with servers of your own."""
    if _users is not None and not keeper_runs():
        acquire()


def release() -> None:
    """Let go; when nobody else uses the servers, wait until they have stopped."""
    global _users
    if _users is None:
        return
    _users.release()
    _users = None
    while keeper_runs() and not _others_use_them():
        time.sleep(0.05)


def _others_use_them() -> bool:
    with Lock(LOCKS / "users", taken=False) as users:
        if users.try_take():
            return False
        return users.try_share()  # neither: the keeper holds it while it stops the servers


def keeper_runs() -> bool:
    with Lock(LOCKS / "keeper", taken=False) as keeper:
        return not keeper.try_take()


def _start_keeper() -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "crm.embedded.keeper"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for us; the keeper goes when we have gone
    )
    assert keeper.stdout  # noqa: S101
    said = []
    for line in keeper.stdout:
        if line.strip() == READY:
            keeper.returncode = 0  # it outlives us on purpose: no warning about a running child
            return
        said.append(line)
        sys.stderr.write(line)
    keeper.wait()
    raise NoServers("".join(said).strip().splitlines()[-1] if said else "The database did not start.")


def _generate_secrets() -> None:
    if not SECRETS.exists():
        DATA.mkdir(exist_ok=True)
        text = f"SECRET_KEY={secrets.token_urlsafe(50)}\nENCRYPTION_KEYS={secrets.token_hex(32)}\n"
        fresh = SECRETS.with_suffix(f".{os.getpid()}")
        fresh.touch(0o600)
        fresh.write_text(text)
        try:
            os.link(fresh, SECRETS)  # never over another's: two may start at once
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    load_dotenv(SECRETS)
