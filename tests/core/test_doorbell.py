"""With a broker that answers nothing, a request is not held and the job is found all the same."""

import os
import socket
import subprocess
import sys

import pytest
from django.conf import settings

from core.jobs.worker import claim, sweep
from core.models import Job
from tests.core import sample_jobs  # noqa: F401  (registers them)
from tests.core.test_killed_worker import address_of_test_database

START_A_JOB = """
import os, sys, time, django
os.environ["DJANGO_SETTINGS_MODULE"] = "crm.settings"
django.setup()
from core.actors import SYSTEM
from core.jobs import start_job
from core.models import Store
from tests.core import sample_jobs
store = Store.objects.get()
began = time.perf_counter()
start_job(kind="tests.write_numbers", store=store, by=SYSTEM, params={"total": 1})
print(time.perf_counter() - began)
"""


@pytest.fixture
def silent_broker():
    """Takes connections and never says a word: the worst a broker can do."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.mark.django_db(transaction=True)
def test_a_silent_broker_neither_holds_nor_loses_a_job(store, silent_broker):
    env = {**os.environ, "DATABASE_URL": address_of_test_database(), "REDIS_URL": silent_broker}
    ran = subprocess.run(
        [sys.executable, "-c", START_A_JOB],
        env=env,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert float(ran.stdout.split()[-1]) < 0.5
    job = Job.objects.get()
    assert (job.state, job.rung_at) == ("queued", None)
    assert sweep() == 1
    assert sweep() == 0, "rung for once a minute, not at every sweep"
    assert claim(Job.objects).pk == job.pk
