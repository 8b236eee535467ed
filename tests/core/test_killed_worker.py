"""kill -9 of a real Celery worker in the middle of a chunk: the next one ends up with exact counts."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.actors import SYSTEM
from core.jobs import start_job
from core.jobs.worker import sweep
from core.models import Job
from tests.core import sample_jobs  # noqa: F401  (registers them)

TOTAL = 1_000


def wait_until(condition, seconds=60):
    give_up_at = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.05)


def address_of_test_database():
    """For a process of its own, on this test's database."""
    path = "/" + connection.settings_dict["NAME"]
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=path))


@contextmanager
def worker(queue="bulk"):
    """A worker process of its own, on the test database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "crm", "worker", "-I", "tests.core.sample_jobs"]
        + ["-Q", queue, "-c", "1", "-l", "warning", "--without-gossip", "--without-mingle"],
        env={**os.environ, "DATABASE_URL": address_of_test_database()},
        cwd=settings.BASE_DIR,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.django_db(transaction=True)
def test_a_job_survives_its_killed_worker_with_exact_counts(store):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE written (number integer)")
    job = start_job(
        kind="tests.write_numbers",
        store=store,
        by=SYSTEM,
        params={"total": TOTAL, "seconds_per_row": 0.002},
    )

    def done():
        job.refresh_from_db()
        return job.done

    with worker() as first:
        wait_until(lambda: 100 <= done() < TOTAL)
        kill(first)
    assert job.state == "running"
    assert 100 <= done() < TOTAL

    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # time passes
    sweep()
    with worker():
        wait_until(lambda: done() and job.is_finished)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT number) FROM written")
        assert cursor.fetchone() == (TOTAL, TOTAL)
        cursor.execute("DROP TABLE written")
    assert (job.state, job.done, job.error_count, job.errors.count()) == ("done", TOTAL, 10, 10)
