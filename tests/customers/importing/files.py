"""Files as people have them, and the way of one through check and import."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.jobs import run_job
from customers import services


def upload(content, name="customers.csv"):
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def as_csv(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def checked(store, content, by, *, name="customers.csv", **how):
    batch = services.open_import(store=store, file=upload(content, name), by=by, now=timezone.now())
    return check(batch, by, **how)


def check(batch, by, *, mapping=None, key=None, mode="overwrite", tags=(), wording=""):
    known = {int(column): field for column, field in batch.mapping.items()}
    services.check_import(
        batch=batch,
        mapping=known if mapping is None else mapping,
        key=key or batch.key,
        mode=mode,
        tags=list(tags),
        consent_wording=wording,
        by=by,
        now=timezone.now(),
    )
    return finished(batch)


def imported(store, content, by, **how):
    batch = checked(store, content, by, **how)
    services.start_import(batch=batch, by=by, now=timezone.now())
    return finished(batch)


def undone(batch, by):
    services.undo_import(batch=batch, by=by, now=timezone.now())
    return finished(batch)


def finished(batch):
    batch.refresh_from_db()
    job = run_job(batch.job)
    assert job.state == "done", job.problem
    batch.refresh_from_db()
    return batch


def counts(batch):
    return batch.created, batch.updated, batch.unchanged, batch.skipped


def reasons(batch):
    return dict(batch.lines.order_by("number").values_list("line", "code"))
