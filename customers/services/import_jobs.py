"""How a file of customers is checked, imported and taken back by jobs that may be killed at any time."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.events import publish
from core.files import private_files
from core.jobs import Run, job_kind
from customers import events
from customers.importing.addressing import undo_addresses
from customers.importing.agreeing import undo_consents
from customers.importing.checking import Checker
from customers.importing.fields import Reading
from customers.importing.matching import Matching
from customers.importing.putting_back import undo_changes
from customers.importing.staging import MOST_ROWS, Staging, TooManyRows, drop
from customers.importing.surveying import STRETCH, survey
from customers.importing.undoing import Undone, undo_added, undo_tags
from customers.importing.writing import learn_sizes, write_stretch
from customers.models import ImportBatch, ImportPart, ImportState, Tag
from customers.services.imports import CannotImport, data_rows, mapped_fields, opened
from customers.services.tags import named_tag

CHANGES_AT_ONCE = 500
CONSENTING = 2_000  # rows of a stretch that also says who agreed: each word is judged by itself
LEARN_AFTER = (1, 3, 10, 30, 100)  # stretches
PERMISSION = "customers.import"


@job_kind("customers.check_import", title=gettext_lazy("Check a file"), permission=PERMISSION, queue="io")
def check(run: Run) -> str:
    batch = _batch(run)
    with run.chunk():
        rows, matching = _staged(run, batch)
        counts = survey(batch, matching, rows)
        batch.rows = rows
        batch.created, batch.updated, batch.unchanged, batch.skipped = counts
        batch.state = ImportState.CHECKED
        batch.save()
        run.progress(rows, rows)
    return _words(batch)


@job_kind("customers.import", title=gettext_lazy("Import customers"), permission=PERMISSION, queue="io")
def import_customers(run: Run) -> str:
    """A stretch of rows is one transaction with the checkpoint: killed anywhere, it goes on from there."""
    batch = _batch(run)
    with run.chunk():
        rows, matching = _ready(run, batch)
    tags: list[Tag] | None = None
    after = run.checkpoint.get("after", 0)
    stretch = CONSENTING if batch.tells_consent else STRETCH
    while after < rows:
        with run.chunk():
            if tags is None:
                tags = [named_tag(store=run.store, name=name, by=run.by) for name in batch.tags]
            upto = min(after + stretch, rows)
            came = write_stretch(batch, matching, tags, after=after, upto=upto, by=run.by, now=timezone.now())
            said = {"consents_written": came.consents_written, "refused_before": came.refused_before}
            _add(batch, **came.counts._asdict(), **said)
            run.save({"after": upto})
            run.progress(upto, rows)
        after = upto
        if after // stretch in LEARN_AFTER:
            with run.chunk():
                learn_sizes()
    with run.chunk():
        _finish(batch, ImportState.DONE, run, finished_at=timezone.now())
    return _words(batch)


@job_kind("customers.undo_import", title=gettext_lazy("Undo an import"), permission=PERMISSION, queue="io")
def undo(run: Run) -> str:
    """The last stretch first, so that what was changed twice goes back to what it was at first."""
    batch = _batch(run, with_file=False)
    last_change = run.checkpoint.get("last_change")
    while changes := _changes_before(batch, last_change):
        with run.chunk():
            now = timezone.now()
            _note(run, batch, undo_changes(changes, run.store, run.by, now))
            last_change = changes[-1].pk
            run.save({**run.checkpoint, "last_change": last_change})
            run.progress(run.done + len(changes))
    parts = batch.parts.exclude(written_at=None).order_by("-first")
    for part in parts.filter(first__lt=run.checkpoint.get("first", MOST_ROWS + 1)):
        with run.chunk():
            now = timezone.now()
            # Before their tags are taken: that is something that happens to them.
            _note(run, batch, undo_added(part, run.store, run.by, now))
            _note(run, batch, _undo_more(part, run, now))
            undo_tags(part, run.store, run.by, now)
            run.save({**run.checkpoint, "first": part.first})
            run.progress(run.done + len(part.fates) - part.fates.count("-") - part.fates.count("*"))
    with run.chunk():
        _finish(batch, ImportState.UNDONE, run, undone_at=timezone.now())
    batch.refresh_from_db()
    words = _("%(deleted)s deleted, %(back)s put back, %(left)s left as they are now")
    return words % {
        "deleted": f"{batch.deleted:,}",
        "back": f"{batch.put_back:,}",
        "left": f"{batch.left_alone:,}",
    }


def forget_imports(now: datetime) -> int:
    """The files of imports that can no longer be undone, with all that was kept to undo them."""
    kept = ~Q(path="") | Exists(ImportPart.objects.filter(batch=OuterRef("pk")))
    due = ImportBatch.objects.filter(kept, expires_at__lte=now).order_by("pk")
    for batch in (expired := list(due[:200])):
        if batch.path:
            private_files().delete(batch.path)
        drop(batch.pk)
        for rows in (batch.parts, batch.lines, batch.changes):
            rows.all().delete()
        if batch.state in (ImportState.MAPPING, ImportState.CHECKING, ImportState.CHECKED):
            batch.delete()
        else:
            ImportBatch.objects.filter(pk=batch.pk).update(path="", samples=[])
    return len(expired)


def _batch(run: Run, *, with_file: bool = True) -> ImportBatch:
    batch = (
        ImportBatch.objects.select_related("store").filter(store=run.store, pk=run.params["batch"]).first()
    )
    if batch is None or (with_file and not batch.path):
        raise CannotImport(_("This file is no longer here."))
    return batch


def _staged(run: Run, batch: ImportBatch) -> tuple[int, Matching]:
    """Read the file anew into its own table."""
    staging, checker, matching = _tools(batch)
    with opened(batch) as (file, shape):
        try:
            rows = staging.fill(data_rows(batch, file, shape), checker, batch.key, run.progress)
        except TooManyRows:
            said = _("This file has more than %(n)s lines. Split it, and import the parts one by one.")
            raise CannotImport(said % {"n": f"{MOST_ROWS:,}"}) from None
    return rows, matching


def _ready(run: Run, batch: ImportBatch) -> tuple[int, Matching]:
    """As it was staged for the check; read again where the database lost it. Before the first stretch
    what the check said makes way for what is done."""
    staging, _checker, matching = _tools(batch)
    if not staging.is_whole(batch.rows):
        rows, matching = _staged(run, batch)
        if rows != batch.rows:
            raise CannotImport(_("The file is not the one that was checked."))
    if "after" not in run.checkpoint:
        batch.parts.all().delete()
        batch.lines.all().delete()
        run.save({"after": 0})
        run.progress(0, batch.rows)
    return batch.rows, matching


def _tools(batch: ImportBatch) -> tuple[Staging, Checker, Matching]:
    mapping = mapped_fields(batch)
    today = timezone.now().astimezone(batch.store.zone).date()
    checker = Checker(mapping, len(batch.headings), batch.key, Reading(today, batch.day_first))
    staging = Staging(batch.pk, tuple(checker.columns))
    return staging, checker, Matching(batch.store, staging, list(mapping.values()), batch.key, batch.mode)


def _add(batch: ImportBatch, **counts: int) -> None:
    sums = {name: F(name) + count for name, count in counts.items()}
    ImportBatch.objects.filter(pk=batch.pk).update(**sums)


def _finish(batch: ImportBatch, state: ImportState, run: Run, **stamps: datetime) -> None:
    ImportBatch.objects.filter(pk=batch.pk).update(state=state, **stamps)
    batch.refresh_from_db()
    drop(batch.pk)
    told = events.CustomersImported if state == ImportState.DONE else events.ImportUndone
    publish(told(store_id=batch.store_id, import_id=batch.pk, subject_label=batch.name), by=run.by)


def _changes_before(batch: ImportBatch, last: int | None) -> list:
    rows = batch.changes.order_by("-pk")
    return list((rows if last is None else rows.filter(pk__lt=last))[:CHANGES_AT_ONCE])


def _note(run: Run, batch: ImportBatch, undone: Undone) -> None:
    for name in undone.left_alone:
        run.error(None, _("Changed since the import, so it stays as it is."), name)
    _add(batch, deleted=undone.deleted, put_back=undone.put_back, left_alone=len(undone.left_alone))


def _undo_more(part: ImportPart, run: Run, now: datetime) -> Undone:
    """What it wrote beside details. Whoever had those changed too was counted with them."""
    housed = undo_addresses(part, run.store, run.by, now)
    changed = housed.people | undo_consents(part, run.store, run.by, now)
    told = part.batch.changes.filter(customer__in=changed | housed.left_alone.keys())
    counted = {*part.added, *told.values_list("customer_id", flat=True)}
    left = [name for key, name in housed.left_alone.items() if key not in counted]
    return Undone(0, len(changed - counted), left)


def _words(batch: ImportBatch) -> str:
    batch.refresh_from_db()
    skipped = ngettext("%(n)s line skipped", "%(n)s lines skipped", batch.skipped)
    words = _("%(new)s new, %(changed)s changed, %(same)s as they were, %(skipped)s")
    return words % {
        "new": f"{batch.created:,}",
        "changed": f"{batch.updated:,}",
        "same": f"{batch.unchanged:,}",
        "skipped": skipped % {"n": f"{batch.skipped:,}"},
    }
