import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from crm.embedded.servers import tuning
from tests.run.clones import clone, process_of, start, wait_until

USE = """
import os, sys
from crm import embedded
embedded.provide()
import psycopg
psycopg.connect(os.environ["DATABASE_URL"]).execute("SELECT 1")
print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"], os.environ["SECRET_KEY"], flush=True)
sys.stdin.readline()
"""
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="root gives up root here")


@pytest.fixture(scope="module")
def prepared():
    with house() as folder:
        yield folder


def house(within: Path | None = None):
    return clone("crm/embedded", within=within)


def use(folder: Path) -> tuple[subprocess.Popen, list[str]]:
    """Somebody who uses the servers until told to go."""
    user = start(folder, USE)
    words = user.stdout.readline().split()
    assert words, user.stderr.read()
    return user, words


def leave(user: subprocess.Popen) -> None:
    user.communicate("\n", timeout=30)
    assert user.returncode == 0


def server_number(folder: Path) -> int:
    return int((folder / ".data/postgres18/postmaster.pid").read_text().split()[0])


def test_the_servers_stop_when_their_only_user_ends(prepared):
    user, _ = use(prepared)
    assert process_of(prepared, "bin/postgres")
    leave(user)
    assert process_of(prepared, "bin/postgres") is None
    assert process_of(prepared, "redis-server") is None


def test_two_who_start_at_once_share_one_server_and_the_same_secrets(prepared):
    (prepared / ".data/secrets.env").unlink(missing_ok=True)
    users = [start(prepared, USE) for _ in range(3)]
    said = [user.stdout.readline().split() for user in users]
    assert said[0] == said[1] == said[2] != []
    leave(users[0])
    psycopg.connect(said[0][0]).execute("SELECT 1")
    leave(users[1])
    leave(users[2])


def test_the_servers_stop_when_their_user_is_killed(prepared):
    user, _ = use(prepared)
    user.kill()
    user.communicate()
    wait_until(lambda: process_of(prepared, "crm.embedded.keeper") is None, "the keeper stayed")
    assert process_of(prepared, "bin/postgres") is None


def test_a_killed_keeper_takes_the_servers_along_and_the_next_user_starts_them_again(prepared):
    user, words = use(prepared)
    os.kill(process_of(prepared, "crm.embedded.keeper"), signal.SIGKILL)
    wait_until(lambda: process_of(prepared, "bin/postgres") is None, "PostgreSQL outlived its keeper")
    other, again = use(prepared)
    assert again == words
    leave(other)
    leave(user)


def test_a_killed_postgres_comes_back_at_the_same_address(prepared):
    user, (url, *_) = use(prepared)
    killed = server_number(prepared)
    os.kill(killed, signal.SIGKILL)

    def answers():
        try:
            return psycopg.connect(url).execute("SELECT 1").fetchone()
        except psycopg.OperationalError:
            return None

    wait_until(answers, "PostgreSQL did not come back")
    assert server_number(prepared) != killed
    leave(user)


def test_a_killed_redis_comes_back_at_the_same_address(prepared):
    user, _ = use(prepared)
    killed = process_of(prepared, "redis-server")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: process_of(prepared, "redis-server") not in (None, killed), "Redis did not come back")
    leave(user)


def test_a_stale_note_of_a_process_that_is_now_another_does_not_keep_postgres_from_starting(prepared):
    user, _ = use(prepared)
    note = prepared / ".data/postgres18/postmaster.pid"
    text = note.read_text()
    leave(user)
    note.write_text(text.replace(text.split()[0], str(os.getpid()), 1))
    user, _ = use(prepared)
    assert server_number(prepared) != os.getpid()
    leave(user)


def test_secrets_are_made_once_and_only_their_owner_reads_them(prepared):
    first, words = use(prepared)
    leave(first)
    second, again = use(prepared)
    leave(second)
    assert words[2] == again[2]
    assert len(words[2]) >= 50
    assert (prepared / ".data/secrets.env").stat().st_mode & 0o777 == 0o600


def test_a_database_of_your_own_starts_nothing_and_makes_no_secrets():
    with house() as folder:
        code = "from crm import embedded; embedded.provide()"
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env={"DATABASE_URL": "postgresql:///x", "REDIS_URL": "redis://x", "PATH": os.environ["PATH"]},
            check=True,
        )
        assert not (folder / ".data").exists()


def test_a_long_path_puts_the_sockets_in_a_short_folder(tmp_path_factory):
    with house() as parent:
        deep = parent / ("a rather long folder name " * 4).strip()
        (parent / "crm").rename(parent / "moving")
        deep.mkdir()
        (parent / "moving").rename(deep / "crm")
        user, (url, *_) = use(deep)
        sockets = Path(psycopg.conninfo.conninfo_to_dict(url)["host"])
        assert len(str(sockets)) < 40
        leave(user)
        assert not sockets.exists()


@root_only
def test_as_root_in_a_closed_folder_the_data_lies_elsewhere_and_it_says_so(tmp_path):
    tmp_path.chmod(0o700)
    with house(within=tmp_path) as folder:
        user = start(folder, USE)
        url = user.stdout.readline().split()[0]
        data = Path(psycopg.conninfo.conninfo_to_dict(url)["host"]).parent
        noted = json.loads((folder / ".data/servers.json").read_text())
        _, said = user.communicate("\n", timeout=60)
        assert f"The data of this clone lies in {data} instead." in said
        assert not data.is_relative_to(tmp_path)
        assert noted["DATABASE_URL"] == url
        shutil.rmtree(data)


@root_only
def test_as_root_the_servers_run_without_root(prepared):
    user, _ = use(prepared)
    for word in ("bin/postgres", "redis-server"):
        assert Path(f"/proc/{process_of(prepared, word)}").stat().st_uid != 0
    leave(user)


@pytest.mark.parametrize(
    ("gigabytes", "shared_buffers"), [(0.25, "64MB"), (1, "128MB"), (4, "512MB"), (64, "4096MB")]
)
def test_memory_for_postgres_grows_with_the_machine_and_stays_modest(gigabytes, shared_buffers):
    assert tuning(int(gigabytes * 1024**3))["shared_buffers"] == shared_buffers
