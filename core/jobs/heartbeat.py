"""Keeps a run's lease while its process lives, however long one statement takes."""

import logging
from threading import Event, Thread

from django.db import DEFAULT_DB_ALIAS, connections
from django.db import Error as DatabaseError

from core.models.jobs import LEASE, Job

logger = logging.getLogger(__name__)
BEATS_PER_LEASE = 4


class Heartbeat:
    """A thread of the run, on a connection of its own; a killed process has no heartbeat."""

    def __init__(self, job: Job):
        self._job = job
        self._ended = Event()
        self._thread = Thread(target=self._beat_on, name=f"job-{job.pk}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._ended.set()
        self._thread.join()

    def _beat_on(self) -> None:
        while not self._ended.wait(LEASE.total_seconds() / BEATS_PER_LEASE):
            try:
                self._beat()
            except DatabaseError as error:
                logger.warning("Job %s: no heartbeat (%s)", self._job.public_id, type(error).__name__)

    def _beat(self) -> None:
        connection = connections.create_connection(DEFAULT_DB_ALIAS)
        try:
            with connection.cursor() as cursor:
                # The lock is the run's own when it commits a chunk: that renews the lease as well.
                cursor.execute(
                    "UPDATE core_job SET lease_until = now() + %s WHERE id ="
                    " (SELECT id FROM core_job WHERE id = %s AND lease_token = %s AND state = 'running'"
                    "  FOR UPDATE SKIP LOCKED)",
                    [LEASE, self._job.pk, self._job.lease_token],
                )
        finally:
            connection.close()
