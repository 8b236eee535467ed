"""Tell the workers that a job waits. Losing every ring only delays: the sweeper finds the row."""

import logging
from functools import partial
from threading import Thread

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
TASK = "core.work_jobs"


def ring_after_commit(queue: str) -> None:
    # In a thread of its own: with the broker down a publish blocks for seconds, and the request must not.
    transaction.on_commit(lambda: Thread(target=partial(ring, queue), daemon=True).start(), robust=True)


def ring(queue: str) -> None:
    try:
        current_app.send_task(TASK, args=[queue], queue=queue, retry=False)
    except Exception as error:
        logger.warning("No doorbell for queue %s: %s", queue, type(error).__name__)
