"""Tell the workers that work waits. Losing every ring only delays: the sweeper finds the row."""

import logging
from functools import partial
from threading import Thread

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
TASK = "core.work_jobs"


def ring_after_commit(queue: str, task: str = TASK) -> None:
    # In a thread of its own: with the broker down a publish blocks for seconds, and the request must not.
    transaction.on_commit(lambda: Thread(target=partial(ring, queue, task), daemon=True).start(), robust=True)


def ring(queue: str, task: str = TASK) -> None:
    """The task is called with the queue's name."""
    try:
        current_app.send_task(task, args=[queue], queue=queue, retry=False)
    except Exception as error:
        logger.warning("No doorbell for queue %s: %s", queue, type(error).__name__)
