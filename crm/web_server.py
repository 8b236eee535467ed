"""gunicorn's settings, for `make run` and for containers alike."""

import os
from pathlib import Path

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000  # a slow leak in a library never grows old
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (a heartbeat file, no data)
control_socket_disable = True
limit_request_line = 8190
accesslog = None  # each request is logged once, by the app, with its id
loglevel = "warning"
