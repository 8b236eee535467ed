"""What a runner holds: its parameters, its checkpoint, and the lease that lets it commit."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import F
from django.db.models.functions import Now

from core.actors import Actor
from core.files import private_files
from core.models.jobs import LEASE, Job, JobError, JobPart

PULSE_SECONDS = 2
STINT_SECONDS = 150  # well under the task's time limit; then others of the queue have a turn
KEPT_ERRORS = 10_000
CHUNK_STATEMENT_TIMEOUT = "140s"


class LeaseLost(Exception):
    """Somebody else runs this job now: whatever this run does from here must not be kept."""


class Cancelled(Exception):
    """Someone asked the job to stop."""


class StintOver(Exception):
    """The run has had its turn; the job goes on from its checkpoint."""


class Run:
    """One worker's turn at a job, from its last checkpoint."""

    def __init__(self, job: Job):
        self.job = job
        self.store = job.store
        self.params: dict[str, Any] = job.params
        self.checkpoint: dict[str, Any] = job.checkpoint
        self.done, self.total = job.done, job.total
        self._token = job.lease_token
        self._errors: list[JobError] = []
        self._file_is_new = not job.checkpoint  # nothing to go on from: what an earlier run wrote is void
        self._pulse = None
        self._pulsed_at = self._began_at = time.monotonic()

    @property
    def by(self) -> Actor:
        """Who started the job: verbs it calls act in their name."""
        return self.job.started_by

    @contextmanager
    def chunk(self) -> Iterator["Run"]:
        """A transaction that commits the work, the checkpoint and the progress together, or nothing."""
        self.check_cancelled()
        if time.monotonic() - self._began_at > STINT_SECONDS:
            raise StintOver
        self._errors = []
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [CHUNK_STATEMENT_TIMEOUT])
            yield self
            self._keep()

    def save(self, checkpoint: dict[str, Any]) -> None:
        """Where to go on from, once this chunk has committed."""
        self.checkpoint = checkpoint

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far it is. Inside a long chunk this is also where a cancel is heard."""
        self.done, self.total = done, total if total is not None else self.total
        if time.monotonic() - self._pulsed_at >= PULSE_SECONDS:
            self._beat()

    def error(self, row_number: int | None, reason: str, value: str = "") -> None:
        """Note a row that could not be done; it is kept when the chunk commits."""
        self._errors.append(
            JobError(
                store=self.store,
                job=self.job,
                row_number=row_number,
                reason=str(reason)[:300],
                value=str(value).replace("\0", "")[:300],
            )
        )

    @contextmanager
    def result_file(self, name: str) -> Iterator[IO[bytes]]:
        """Write the next piece of the result; it belongs to the result once the chunk commits."""
        with SpooledTemporaryFile(max_size=1_000_000) as file:
            yield file
            size = file.tell()
            file.seek(0)
            # Named by the lease: two runs at once write different files, and one of them commits.
            path = private_files().save(f"{self.job.folder}/{self._token}.part", file)
        if self._file_is_new:
            self.job.parts.all().delete()
            Job.objects.filter(pk=self.job.pk).update(result_size=0)
            self._file_is_new = False
        JobPart.objects.create(store=self.store, job=self.job, path=path, size=size)
        Job.objects.filter(pk=self.job.pk).update(result_name=name, result_size=F("result_size") + size)

    def check_cancelled(self) -> None:
        asked = Job.objects.held(self._token).filter(pk=self.job.pk).values_list("cancel_requested_at")
        self._heed(asked.first())

    def close(self) -> None:
        if self._pulse is not None:
            self._pulse.close()
            self._pulse = None

    def _keep(self) -> None:
        held = Job.objects.held(self._token).filter(pk=self.job.pk)
        moved = held.update(
            checkpoint=self.checkpoint,
            done=self.done,
            total=self.total,
            error_count=F("error_count") + len(self._errors),
            lease_until=Now() + LEASE,
            moved_at=Now(),
            interruptions=0,
        )
        if not moved:
            raise LeaseLost  # undoes the chunk: the run that took over does it again
        if self._errors and (room := KEPT_ERRORS - self.job.errors.count()) > 0:
            JobError.objects.bulk_create(self._errors[:room])

    def _beat(self) -> None:
        """Report from outside the chunk's transaction, where others can see it at once."""
        self._pulsed_at = time.monotonic()
        self._pulse = self._pulse or connections.create_connection(DEFAULT_DB_ALIAS)
        with self._pulse.cursor() as cursor:
            cursor.execute(
                "UPDATE core_job SET done = %s, total = %s, moved_at = now(), lease_until = now() + %s"
                " WHERE id = %s AND lease_token = %s AND state = 'running' RETURNING cancel_requested_at",
                [self.done, self.total, LEASE, self.job.pk, self._token],
            )
            self._heed(cursor.fetchone())

    def _heed(self, held: tuple | None) -> None:
        if held is None:
            raise LeaseLost
        if held[0] is not None:
            raise Cancelled
