"""A verb for many rows: few at once, many as a job, stretch by stretch, each stretch undoable."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.actors import Actor
from core.exceptions import DomainError
from core.jobs import Run, job_kind, start_job
from core.lists.selection import Selection
from core.lists.table import BulkVerb, Table
from core.models import BulkBatch, BulkRun, Job, Store
from core.outcomes import Outcome

Values = dict[str, Any]  # of the verb's form

AT_ONCE = 100
STRETCH = 500


class CannotUndo(DomainError):
    code = "cannot_undo"


@transaction.atomic
def apply_now(
    *,
    store: Store,
    table: Table,
    verb: BulkVerb,
    selection: Selection,
    by: Actor,
    now: datetime,
    values: Values | None = None,
) -> tuple[Outcome, BulkRun]:
    rows = list(selection.rows(table, store).order_by("pk"))
    run = BulkRun.objects.create(store=store, list_key=table.key, verb=verb.key, values=values or {})
    outcome = verb.apply(rows, by=by, now=now, **run.values)
    _remember(run, outcome)
    run.refresh_from_db()
    return outcome, run


def apply_as_job(
    *,
    store: Store,
    table: Table,
    verb: BulkVerb,
    selection: Selection,
    count: int,
    by: Actor,
    values: Values | None = None,
) -> Job:
    return start_job(
        kind=kind_of(table, verb),
        store=store,
        by=by,
        title=verb.asks(count).rstrip("?"),
        total=count,
        params=selection.as_params() | {"values": values or {}},
    )


@transaction.atomic
def undo(*, run: BulkRun, table: Table, by: Actor, now: datetime) -> Outcome:
    """Take back what the run changed, once; rows that changed again since say so."""
    run = BulkRun.objects.select_for_update().get(pk=run.pk)
    verb = table.verb(run.verb)
    if verb.undo is None:
        raise CannotUndo(_("This cannot be undone."))
    if run.undone_at:
        raise CannotUndo(_("This has been undone already."))
    whole: Outcome = Outcome()
    for rows in _rows_of(run, table):
        part = verb.undo(rows, by=by, now=now, **run.values)
        whole.done += part.done
        whole.refused += part.refused
    run.undone_at = now
    run.save(update_fields=["undone_at"])
    return whole


def undo_as_job(*, run: BulkRun, table: Table, by: Actor) -> Job:
    verb = table.verb(run.verb)
    title = _("Undo: %(what)s") % {"what": verb.done(run.done)}
    params = {"run": str(run.public_id)}
    return start_job(
        kind=undo_kind_of(table, verb), store=run.store, by=by, title=title, total=run.done, params=params
    )


def register_jobs(table: Table) -> None:
    """One kind per verb: a job's kind decides who may start it, stop it and see what came of it."""
    for verb in table.bulk:
        kind = partial(job_kind, title=verb.label, permission=verb.permission)
        kind(kind_of(table, verb))(partial(_run_job, table, verb))
        if verb.undo:
            kind(undo_kind_of(table, verb))(partial(_undo_job, table, verb))


def kind_of(table: Table, verb: BulkVerb) -> str:
    return f"{table.key}.bulk_{verb.key}"


def undo_kind_of(table: Table, verb: BulkVerb) -> str:
    return f"{table.key}.undo_{verb.key}"


def _run_job(table: Table, verb: BulkVerb, job: Run) -> str:
    selection, values = Selection.kept(job.params), job.params.get("values", {})
    kept = BulkRun.objects.filter(pk=job.checkpoint.get("run")).first()
    last, more = job.checkpoint.get("last", 0), True
    while more:
        with job.chunk():
            kept = kept or BulkRun.objects.create(
                store=job.store, list_key=table.key, verb=verb.key, values=values
            )
            rows = _after(selection.rows(table, job.store), last)
            more = len(rows) == STRETCH
            last = rows[-1].pk if rows else last
            outcome = verb.apply(rows, by=job.by, now=timezone.now(), **values)
            _remember(kept, outcome)
            _report(job, outcome, len(rows))
            job.save({"run": kept.pk, "last": last})
    return verb.done(kept.done if kept else 0)


def _undo_job(table: Table, verb: BulkVerb, job: Run) -> str:
    run = BulkRun.objects.get(store=job.store, public_id=job.params["run"])
    last, undone = job.checkpoint.get("last", 0), job.checkpoint.get("undone", 0)
    for batch in run.batches.filter(pk__gt=last).order_by("pk"):
        with job.chunk():
            rows = _rows_with(batch, table, run)
            outcome = verb.undo(rows, by=job.by, now=timezone.now(), **run.values)
            undone += len(outcome.done)
            _report(job, outcome, len(batch.keys))
            job.save({"last": batch.pk, "undone": undone})
    BulkRun.objects.filter(pk=run.pk).update(undone_at=timezone.now())
    return ngettext("Undone for %(n)s row", "Undone for %(n)s rows", undone) % {"n": undone}


def _after(rows: QuerySet, last: int) -> list:
    return list(rows.filter(pk__gt=last).order_by("pk")[:STRETCH])


def _report(job: Run, outcome: Outcome, count: int) -> None:
    for refused in outcome.refused:
        job.error(None, str(refused.reason), str(refused.row))
    job.progress(job.done + count)


def _remember(run: BulkRun, outcome: Outcome) -> None:
    if outcome.done:
        BulkBatch.objects.create(run=run, keys=[row.pk for row in outcome.done])
        run.done += len(outcome.done)
        run.save(update_fields=["done"])


def _rows_of(run: BulkRun, table: Table) -> Iterator[list]:
    for batch in run.batches.order_by("pk"):
        yield _rows_with(batch, table, run)


def _rows_with(batch: BulkBatch, table: Table, run: BulkRun) -> list:
    return list(table.all_rows(run.store).filter(pk__in=batch.keys).order_by("pk"))


def skipped_words(outcome: Outcome) -> str:
    """Why rows were left out, each reason once: `2 skipped: Already suspended.`"""
    if not outcome.refused:
        return ""
    reasons = " ".join(dict.fromkeys(str(refused.reason) for refused in outcome.refused))
    skipped = ngettext("%(n)s skipped: %(why)s", "%(n)s skipped: %(why)s", len(outcome.refused))
    return skipped % {"n": len(outcome.refused), "why": reasons}
