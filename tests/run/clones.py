"""A second house to run beside ours: a copy of the code's own files, the same wheels."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from crm.embedded import ROOT

NAMED_ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "MEDIA_ROOT")


def bare_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NAMED_ELSEWHERE}
    return kept | more


@contextmanager
def clone(*packages: str, within: Path | None = None) -> Iterator[Path]:
    """A folder with only these packages of ours; whatever still runs in it fails the test."""
    folder = Path(tempfile.mkdtemp(prefix="clone-", dir=within or tempfile.gettempdir()))
    folder.chmod(0o755)
    for name in packages:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    try:
        yield folder
        wait_until(lambda: not processes_in(folder), f"{processes_in(folder)} still run")
    finally:
        for number in processes_in(folder):
            os.kill(number, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def start(folder: Path, code: str, **options) -> subprocess.Popen:
    """Python that runs `code` in the folder; its output can be read, a line on its input lets it go on."""
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=folder,
        env=bare_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def commands_in(folder: Path) -> dict[int, str]:
    """Every process with this folder in its command line or as its working folder."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
            place = os.readlink(entry / "cwd")
        except OSError:  # it just ended
            continue
        if words and (str(folder) in words or Path(place).is_relative_to(folder)):
            found[int(entry.name)] = words
    return found


def processes_in(folder: Path) -> list[int]:
    return list(commands_in(folder))


def process_of(folder: Path, word: str) -> int | None:
    """The process of this folder that has the word in its command line: not those it forked."""
    own = [number for number, words in commands_in(folder).items() if word in words]
    return next((number for number in own if parent_of(number) not in own), None)


def parent_of(number: int) -> int:
    try:
        return int(Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def wait_until(true: Callable[[], object], otherwise: str, patience: float = 20) -> None:
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, otherwise
        time.sleep(0.05)
