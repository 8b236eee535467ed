"""Loaded by pytest before Django: servers and secrets for the run."""

import os

os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("ENCRYPTION_KEYS", "0f" * 32)

from crm import embedded  # noqa: E402

embedded.provide()
