"""The face of a customer: a small square picture, drawn anew from what was uploaded."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.models import Upload
from core.uploads import add_portrait, delete_upload, drop_files
from customers.events import CustomerEdited
from customers.models import Customer
from customers.services.details import CannotEditCustomer


def set_photo(*, customer: Customer, file: UploadedFile, by: Actor, now: datetime) -> Customer:
    """The picture is read before anything is locked: a large one takes a second."""
    upload = add_portrait(store=customer.store, file=file, by=by)
    try:
        return _put(customer, upload, by, now)
    except Exception:
        upload.delete()
        drop_files([upload])
        raise


def remove_photo(*, customer: Customer, by: Actor, now: datetime) -> Customer:
    return _put(customer, None, by, now)


@transaction.atomic
def _put(customer: Customer, upload: Upload | None, by: Actor, now: datetime) -> Customer:
    customer = Customer.objects.select_for_update().get(pk=customer.pk)
    if customer.is_erased:
        raise CannotEditCustomer(_("This customer was erased; there is nothing left to edit."))
    before = customer.photo
    changed = changes(customer, photo=upload)
    if not changed:
        return customer
    customer.updated_at = now
    customer.save(update_fields=["photo", "updated_at"])
    if before:
        delete_upload(upload=before, by=by)
    told = CustomerEdited(store_id=customer.store_id, customer_id=customer.pk, subject_label=customer.name)
    publish(told, by=by, changes=changed)
    return customer
