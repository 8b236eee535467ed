import ctypes
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from crm import embedded
from crm.embedded.locks import Lock
from crm.embedded.tied import PR_SET_PDEATHSIG, tied
from crm.supervisor.processes import Child, Children, GivesUp, read_procfile

LOCKS = embedded.ROOT / ".data" / "locks"
NOTE = embedded.ROOT / ".data" / "run.json"
SIGN_INS = embedded.ROOT / ".data" / "sign-ins.txt"  # written by `manage.py prepare --demo`
WANTED_PORT, PORTS = 8000, 20
ROOT_WARNING = "ignore:You're running the worker with superuser privileges"
LEFTOVERS_PATIENCE, STOP_PATIENCE = 45, 40


class Stop(Exception):
    """Somebody asked us to end."""


def main() -> None:
    os.chdir(embedded.ROOT)
    end_with_make()
    LOCKS.mkdir(parents=True, exist_ok=True)
    with Lock(LOCKS / "run", taken=False) as alone:
        if not alone.try_take():
            raise SystemExit(already_runs())
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, ask_to_stop)
        try:
            serve()
        except Stop:
            pass
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads us any more
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            NOTE.unlink(missing_ok=True)
            embedded.release()


def serve() -> None:
    with Lock(LOCKS / "children", taken=False) as family:
        wait_for_leftovers(family)
        embedded.provide()
        host = os.environ.get("HOST", "127.0.0.1")
        listener = listen(host, int(os.environ.get("PORT", WANTED_PORT)))
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        NOTE.write_text(json.dumps({"address": address, "process": os.getpid()}))
        os.environ.setdefault("PUBLIC_BASE_URL", address)
        os.environ.setdefault("STYLEGUIDE", "1")
        os.environ.setdefault("OUTBOX_PAGE", "1")
        if host in ("127.0.0.1", "localhost"):  # nobody else can reach it: try everything
            os.environ.setdefault("SIGNUP_OPEN", "1")
            os.environ.setdefault("OUTBOX_PAGE", "1")
        os.environ.setdefault("LOG_FORMAT", "readable")
        os.environ["BIND"] = f"fd://{listener.fileno()}"
        os.environ["PYTHONWARNINGS"] = ROOT_WARNING  # who runs this as root was told enough by PostgreSQL
        if subprocess.run(tied([sys.executable, "manage.py", "prepare", "--demo"])).returncode:
            raise SystemExit("The database could not be made ready; the lines above say why.")
        watch(Children(family_of(listener, family)), address)


def family_of(listener: socket.socket, family: Lock) -> list[Child]:
    """The children of the Procfile. The web keeps our open socket, so a restart refuses no visitor; all
    keep the family's lock, so the next `make run` knows when the last of them is gone."""
    commands = read_procfile(embedded.ROOT / "Procfile")
    keeps = {"web": [family.file, listener.fileno()]}
    return [Child(name, command, keeps=keeps.get(name, [family.file])) for name, command in commands.items()]


def watch(children: Children, address: str) -> None:
    answers = False
    try:
        children.start()
        while True:
            children.look(0.2)
            embedded.keep_running()
            if not answers and (answers := responds(address)):
                say(banner(address))
    except GivesUp as reason:
        say(f"\n{reason} Stopping everything.")
        raise SystemExit(1) from None
    finally:
        say("\nStopping. Ctrl-C again ends it at once.")
        signal.signal(signal.SIGINT, lambda *_: children.kill())
        children.stop(STOP_PATIENCE)


def responds(address: str) -> bool:
    try:
        return urllib.request.urlopen(f"{address}/healthz", timeout=0.5).status == 200  # noqa: S310
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def listen(host: str, wanted: int) -> socket.socket:
    for port in range(wanted, wanted + PORTS):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(256)
        except OSError as refusal:
            listener.close()
            say(f"Port {port} cannot be had ({str(refusal.strerror).lower()}); trying {port + 1}.")
        else:
            return listener
    raise SystemExit(f"No port from {wanted} to {wanted + PORTS - 1} is free. Choose one: make run PORT=9000")


def wait_for_leftovers(family: Lock) -> None:
    """Children of a run that was killed have been told to go; they may finish what they do."""
    until = time.monotonic() + LEFTOVERS_PATIENCE
    while not family.try_take():
        if time.monotonic() > until:
            raise SystemExit(
                "Processes of an earlier run do not end. `ps` shows them; end them and try again."
            )
        time.sleep(0.2)
    family.share()


def already_runs() -> str:
    note = json.loads(NOTE.read_text()) if NOTE.exists() else {}
    where = f"at {note['address']} (process {note['process']})" if note else "and is just starting"
    return f"Regulars already runs {where}. Stop it with Ctrl-C in its own window."


def end_with_make() -> None:
    """When `make` itself is killed, nobody is left to read us: then we stop in good order."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM.value)


def ask_to_stop(number, frame) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Stop


def banner(address: str) -> str:
    return f"""
  Regulars is ready: {address}

{SIGN_INS.read_text()}
  The mails it would send:  {address}/account/outbox
  Ctrl-C stops everything; the data stays for the next `make run`.
"""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
