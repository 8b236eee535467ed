"""The settings as mypy's plugin reads them: it asks no server, so these addresses lead nowhere."""

import os
from hashlib import sha256, sha512

os.environ.setdefault("SECRET_KEY", sha512(b"types").hexdigest())
os.environ.setdefault("ENCRYPTION_KEYS", sha256(b"types").hexdigest())
os.environ.setdefault("DATABASE_URL", "postgresql:///types")
os.environ.setdefault("REDIS_URL", "redis://types")

from crm.settings import *  # noqa: E402, F403
