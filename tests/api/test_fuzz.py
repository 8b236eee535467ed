"""The running API against its own OpenAPI document: thousands of generated calls, none unanswered."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.conftest import new_key
from tests.factories import CustomerFactory, StoreFactory

ROOT = Path(__file__).parents[2]
CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.django_db(transaction=True)
def test_the_api_keeps_to_its_document(live_server, tmp_path):
    store = StoreFactory()
    CustomerFactory.create_batch(3, store=store)
    key = new_key(store, rate_per_minute=6000)
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            f"--config-file={CONFIG}",
            "run",
            f"{live_server.url}/api/schema",
            f"--header=Authorization: Bearer {key.secret}",
            "--max-examples=15",
            "--no-color",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
