"""Taking in a file of customers: uploaded, its columns named, checked, imported, and taken back."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.files import private_files
from core.jobs import start_job
from core.models import Store
from core.uploads.names import extension_of, shown_name
from customers import events
from customers.importing.fields import ImportField, fields_of
from customers.importing.guessing import SAMPLE_ROWS, day_comes_first, guessed, has_heading
from customers.importing.reading import Row, Shape, rows_of, shape_of
from customers.importing.staging import drop
from customers.models import ImportBatch, ImportKey, ImportMode, ImportState, TagKind

UNDOABLE_FOR = timedelta(days=30)
MOST_BYTES = 1024**3
KEPT_SAMPLES = 5
LONGEST_SHOWN = 80
MOST_TAGS = 10
LONGEST_WORDING = 2_000
NO_WORDING = gettext_lazy(
    "A column says who agreed. Give the words they agreed to: without them nothing is proven."
)


class CannotImport(DomainError):
    code = "cannot_import"


class NeedsConsentWording(CannotImport):
    code = "needs_consent_wording"


class CannotUndoImport(DomainError):
    code = "cannot_undo_import"


def open_import(*, store: Store, file: File, by: Actor, now: datetime) -> ImportBatch:
    """Keep the file and say what its columns seem to be. What is no list is refused in words."""
    if (file.size or 0) > MOST_BYTES:
        raise CannotImport(_("This file is larger than 1 GB. Split it, and import the parts one by one."))
    name = file.name or ""
    shape = shape_of(file, name)
    head = list(islice(rows_of(file, shape), SAMPLE_ROWS + 1))
    extension = extension_of(name) if extension_of(name) in ("csv", "txt", "tsv") else shape.kind
    batch = ImportBatch(
        store=store,
        name=shown_name(name, extension),
        size=file.size or 0,
        shape=shape.as_json(),
        has_heading=has_heading([cells for _line, cells in head]),
        expires_at=now + UNDOABLE_FOR,
        by_kind=by.kind,
        by_id=by.id,
        by_label=by.label,
    )
    _look(batch, head)
    file.seek(0)
    batch.path = private_files().save(f"{batch.folder}/{secrets.token_hex(16)}", file)
    batch.save()
    batch.refresh_from_db()
    return batch


@transaction.atomic
def set_heading(*, batch: ImportBatch, has_heading: bool, by: Actor, now: datetime) -> ImportBatch:
    """Say whether the first line is a heading; its columns are guessed anew."""
    batch = _held(batch, ImportState.MAPPING, ImportState.CHECKED)
    batch.has_heading, batch.state = has_heading, ImportState.MAPPING
    with opened(batch) as (file, shape):
        _look(batch, list(islice(rows_of(file, shape), SAMPLE_ROWS + 1)))
    batch.save()
    return batch


@transaction.atomic
def check_import(
    *,
    batch: ImportBatch,
    mapping: Mapping[int, str],
    key: str,
    mode: str,
    tags: list[str],
    by: Actor,
    now: datetime,
    day_first: bool = True,
    consent_wording: str = "",
) -> ImportBatch:
    """Start the job that says what the import would come to."""
    batch = _held(batch, ImportState.MAPPING, ImportState.CHECKED, ImportState.CHECKING)
    if batch.is_at_work:
        raise CannotImport(_("This file is being checked already."))
    _refuse_mapping(batch, mapping, key)
    batch.mapping = {str(column): name for column, name in sorted(mapping.items())}
    batch.key, batch.mode, batch.day_first = ImportKey(key), ImportMode(mode), day_first
    batch.tags = _tags(batch.store, tags)
    batch.consent_wording = _consent_wording(batch, consent_wording)
    batch.state = ImportState.CHECKING
    batch.job = _start(batch, "customers.check_import", _("Check %(file)s"), by)
    batch.save()
    return batch


@transaction.atomic
def start_import(*, batch: ImportBatch, by: Actor, now: datetime) -> ImportBatch:
    batch = _held(batch, ImportState.CHECKED)
    if batch.taken == 0:
        raise CannotImport(_("No line of this file can be imported. Mend it and upload it again."))
    batch.state = ImportState.IMPORTING
    batch.created = batch.updated = batch.unchanged = batch.skipped = 0
    batch.consents_written = batch.refused_before = 0
    batch.expires_at = now + UNDOABLE_FOR
    batch.job = _start(batch, "customers.import", _("Import %(file)s"), by, total=batch.rows)
    batch.save()
    publish(
        events.ImportStarted(store_id=batch.store_id, import_id=batch.pk, subject_label=batch.name), by=by
    )
    return batch


@transaction.atomic
def undo_import(*, batch: ImportBatch, by: Actor, now: datetime) -> ImportBatch:
    """Start the job that takes the import back, but for what has changed since."""
    batch = _held(batch, ImportState.DONE, ImportState.IMPORTING, refused_as=CannotUndoImport)
    if not batch.can_be_undone(now):
        raise CannotUndoImport(_("This import can no longer be undone, or is still at work."))
    batch.state = ImportState.UNDOING
    batch.deleted = batch.put_back = batch.left_alone = 0
    batch.job = _start(
        batch, "customers.undo_import", _("Undo the import of %(file)s"), by, total=batch.taken
    )
    batch.save()
    return batch


@transaction.atomic
def discard_import(*, batch: ImportBatch, by: Actor, now: datetime) -> None:
    """Forget a file that was not imported."""
    batch = _held(batch, ImportState.MAPPING, ImportState.CHECKED, ImportState.CHECKING)
    if batch.is_at_work:
        raise CannotImport(_("This file is being checked. Wait for the end, or stop it."))
    path = batch.path
    drop(batch.pk)
    batch.delete()
    transaction.on_commit(lambda: private_files().delete(path), robust=True)


@contextmanager
def opened(batch: ImportBatch) -> Iterator[tuple[IO[bytes], Shape]]:
    with private_files().open(batch.path) as file:
        yield file, Shape(**batch.shape)


def data_rows(batch: ImportBatch, file: IO[bytes], shape: Shape) -> Iterator[Row]:
    """Without the heading."""
    return islice(rows_of(file, shape), 1 if batch.has_heading else 0, None)


def mapped_fields(batch: ImportBatch) -> dict[int, ImportField]:
    """A field of the store's own may be gone since: its column is then left out."""
    fields = fields_of(batch.store)
    return {int(column): fields[key] for column, key in batch.mapping.items() if key in fields}


def _look(batch: ImportBatch, head: list[Row]) -> None:
    rows = [cells for _line, cells in head]
    body = rows[1:] if batch.has_heading else rows
    if not body:
        raise CannotImport(_("There is a heading, and no line below it."))
    titles = rows[0] if batch.has_heading else []
    width = len(titles) or max(map(len, body))
    batch.headings = [
        title[:LONGEST_SHOWN] or _("Column %(n)s") % {"n": number}
        for number, title in enumerate(titles or [""] * width, 1)
    ]
    batch.samples = [[cell[:LONGEST_SHOWN] for cell in row] for row in body[:KEPT_SAMPLES]]
    batch.day_first = day_comes_first(body)
    found = guessed(batch.headings, body, fields_of(batch.store))
    batch.mapping = {str(column): key for column, key in sorted(found.items())}
    keys = [key for key in ("external_id", "email", "phone") if key in found.values()]
    batch.key = ImportKey(keys[0]) if keys else ImportKey.EMAIL


def _held(
    batch: ImportBatch, *states: ImportState, refused_as: type[DomainError] = CannotImport
) -> ImportBatch:
    batch = (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("store", "job").get(pk=batch.pk)
    )
    if batch.state not in states:
        raise refused_as(_("This import has gone on meanwhile. Look at the page again."))
    return batch


def _refuse_mapping(batch: ImportBatch, mapping: Mapping[int, str], key: str) -> None:
    fields, told = fields_of(batch.store), list(mapping.values())
    if any(not 0 <= column < len(batch.headings) for column in mapping) or set(told) - fields.keys():
        raise CannotImport(_("Choose a field for a column of this file."))
    if twice := next((name for name in told if told.count(name) > 1), None):
        raise CannotImport(
            _("Two columns are %(field)s. Choose one of them.") % {"field": fields[twice].label}
        )
    if "name" in told and {"first_name", "last_name"} & set(told):
        raise CannotImport(_("Choose either the full name, or first and last name."))
    if key not in told:
        words = _("Customers are recognised by %(key)s, so one column has to be it.")
        raise CannotImport(words % {"key": ImportKey(key).label})


def _tags(store: Store, tags: list[str]) -> list[str]:
    names = list(dict.fromkeys(" ".join(tag.split()) for tag in tags if tag.strip()))
    if len(names) > MOST_TAGS or any(len(name) > 60 for name in names):
        raise CannotImport(_("Give at most ten tags of at most 60 characters."))
    automatic = store.tags.exclude(kind=TagKind.MANUAL)
    for name in names:
        if automatic.filter(name__iexact=name).exists():
            raise CannotImport(_("“%(name)s” is an automatic tag. Choose another.") % {"name": name})
    return names


def _consent_wording(batch: ImportBatch, words: str) -> str:
    """A consent is worth what its words prove."""
    if not batch.tells_consent:
        return ""
    words = words.strip()
    if not words:
        raise NeedsConsentWording(str(NO_WORDING))
    if len(words) > LONGEST_WORDING:
        raise NeedsConsentWording(_("Give these words in at most 2,000 characters."))
    return words


def _start(batch: ImportBatch, kind: str, title: str, by: Actor, total: int | None = None) -> Any:
    params = {"batch": batch.pk}
    title = (title % {"file": batch.name})[:200]
    return start_job(kind=kind, store=batch.store, by=by, title=title, total=total, params=params)
