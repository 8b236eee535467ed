"""Files that staff keep with a customer."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core.actors import SYSTEM, Actor
from core.events import publish
from core.exceptions import DomainError
from core.models import Upload
from core.uploads import CannotUpload, add_attachment, delete_upload, drop_files
from customers.events import files as events
from customers.models import Customer, CustomerFile

MOST_FILES = 100
AT_ONCE = 10


class CannotAddFiles(DomainError):
    code = "cannot_add_files"


class CannotRestoreFile(DomainError):
    code = "cannot_restore_file"


def add_files(
    *, customer: Customer, files: Sequence[UploadedFile], by: Actor, now: datetime
) -> list[CustomerFile]:
    """All of them or none: what is wrong with one is said by its name."""
    if not files:
        raise CannotAddFiles(_("Choose a file first."))
    if len(files) > AT_ONCE:
        raise CannotAddFiles(_("Choose at most %(n)d files at once.") % {"n": AT_ONCE})
    written: list[Upload] = []
    try:
        return _kept(customer, files, written, by=by)
    except Exception:
        drop_files(written)  # their rows are not there any more
        raise


@transaction.atomic
def delete_file(*, file: CustomerFile, by: Actor, now: datetime) -> None:
    """`restore_file` brings it back for a day; then the file itself is gone."""
    file = _locked(file)
    if not file.deleted_at:
        file.deleted_at = now
        file.save(update_fields=["deleted_at"])
        _tell(events.CustomerFileDeleted, file, by)


@transaction.atomic
def restore_file(*, file: CustomerFile, by: Actor, now: datetime) -> CustomerFile:
    file = _locked(file)
    if file.deleted_at:
        if file.customer.is_erased:
            raise CannotRestoreFile(_("This customer was erased."))
        file.deleted_at = None
        file.save(update_fields=["deleted_at"])
        _tell(events.CustomerFileRestored, file, by)
    return file


def purge_files(rows: QuerySet[CustomerFile]) -> None:
    """Remove for good, with what is on the disk."""
    for file in rows.select_related("upload").order_by("pk"):
        delete_upload(upload=file.upload, by=SYSTEM)


@transaction.atomic
def _kept(
    customer: Customer, files: Sequence[UploadedFile], written: list[Upload], *, by: Actor
) -> list[CustomerFile]:
    """Pictures take seconds to draw anew: the customer is held only afterwards."""
    for file in files:
        written.append(_upload(customer, file, by))
    customer = Customer.objects.select_for_update(no_key=True).for_table().get(pk=customer.pk)
    if customer.is_erased:
        raise CannotAddFiles(_("This customer was erased."))
    if customer.files.count() + len(files) > MOST_FILES:
        most = {"n": MOST_FILES}
        raise CannotAddFiles(_("A customer has at most %(n)d files. Delete some first.") % most)
    kept = [
        CustomerFile.objects.create(store=customer.store, customer=customer, upload=upload)
        for upload in written
    ]
    for row in kept:
        _tell(events.CustomerFileAdded, row, by)
    return kept


def _upload(customer: Customer, file: UploadedFile, by: Actor) -> Upload:
    try:
        return add_attachment(store=customer.store, file=file, by=by)
    except CannotUpload as refusal:
        told = {"name": file.name, "why": refusal}
        raise CannotAddFiles(_("“%(name)s”: %(why)s") % told) from None


def _locked(file: CustomerFile) -> CustomerFile:
    rows = CustomerFile.with_deleted.select_related("customer", "upload")
    return rows.select_for_update(of=("self",)).get(pk=file.pk)


def _tell(event, file: CustomerFile, by: Actor) -> None:
    told = event(
        store_id=file.store_id,
        customer_id=file.customer_id,
        file_id=file.pk,
        subject_label=file.customer.name,
    )
    publish(told, by=by)
