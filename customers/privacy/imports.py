from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.files import private_files
from core.privacy import Subject, deletes, rewrites
from customers.models import ImportBatch, ImportChange, ImportLine, ImportPart


def _files_with(subject: Subject) -> Q:
    """Those that added or changed them, and those whose first lines show them."""
    key = subject.customer_id
    told = ImportChange.objects.filter(customer_id=key).values("batch")
    return Q(parts__added__contains=[key]) | Q(pk__in=told) | subject.in_text("samples")


def _without_file(rows: models.QuerySet, subject: Subject) -> int:
    """Nobody can be taken out of a file, so it goes as a whole; what was imported can still be undone."""
    paths = [path for path in rows.values_list("path", flat=True).distinct() if path]
    count = ImportBatch.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        path="", samples=[]
    )
    transaction.on_commit(lambda: _delete(paths), robust=True)
    return count


def _delete(paths: list[str]) -> None:
    for path in paths:
        private_files().delete(path)


def _without_key(rows: models.QuerySet, subject: Subject) -> int:
    key = models.Value(subject.customer_id, output_field=models.BigIntegerField())
    left = models.Func(models.F("added"), key, function="array_remove")
    return rows.update(added=left)


rewrites(
    ImportBatch,
    _files_with,
    label=_("Files they were imported from"),
    because=_("How many customers a file brought stays; the file itself is deleted."),
    rewrite=_without_file,
    hides=("store", "path", "samples", "mapping", "shape", "by_id"),
)
deletes(
    ImportLine,
    lambda subject: Q(value__in=[*subject.emails, *subject.phones, *subject.external_ids]),
    label=_("Lines of files that were left out"),
    hides=("store", "batch"),
)
deletes(ImportChange, "customer", label=_("What a file changed"), hides=("store", "batch", "customer"))
rewrites(
    ImportPart,
    lambda subject: Q(added__contains=[subject.customer_id]),
    label=_("Stretches of files"),
    because=_("Letters that count rows and say nothing about anybody; gone after 30 days."),
    rewrite=_without_key,
    hides=("store", "batch", "fates", "added", "tagged", "consents", "addresses"),
)
