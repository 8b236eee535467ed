"""What staff can do with files."""

import hashlib
import secrets

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.files import private_files
from core.models import Store, Upload, UploadKind
from core.uploads.events import FileDeleted, FileUploaded
from core.uploads.images import EXTENSIONS, Drawn, NotAnImage, drawn_anew, squared
from core.uploads.names import extension_of, shown_name
from core.uploads.types import LISTED, type_of

MEGABYTE = 1024 * 1024
LARGEST_IMAGE = 2 * MEGABYTE
LARGEST_ATTACHMENT = 10 * MEGABYTE


class CannotUpload(DomainError):
    code = "cannot_upload"


def add_image(*, store: Store, file: UploadedFile, by: Actor) -> Upload:
    """Keep an image of the store: a logo, a picture of a mail."""
    drawn = _drawn(_content(file, LARGEST_IMAGE))
    name = shown_name(file.name or "", EXTENSIONS[drawn.type])
    return _keep(
        Upload(store=store, kind=UploadKind.IMAGE, name=name, type=drawn.type),
        drawn.content,
        size=(drawn.width, drawn.height),
        by=by,
    )


def portrait(*, file: UploadedFile) -> bytes:
    """The middle of an image as a small square PNG, for who keeps it elsewhere: a person has no store."""
    return squared(_drawn(_content(file, LARGEST_IMAGE)).content)


def add_attachment(*, store: Store, file: UploadedFile, by: Actor) -> Upload:
    """Keep a file that travels with a message or a note. Images among them are drawn anew as well."""
    content, extension = _content(file, LARGEST_ATTACHMENT), extension_of(file.name or "")
    if extension in {"jpg", "jpeg", "png", "gif", "webp"}:
        drawn = _drawn(content)
        content, media_type, extension = drawn.content, drawn.type, EXTENSIONS[drawn.type]
    elif not (media_type := type_of(content, extension) or ""):
        raise CannotUpload(_("This kind of file is not accepted. Use one of: %s.") % LISTED)
    name = shown_name(file.name or "", extension)
    return _keep(
        Upload(store=store, kind=UploadKind.ATTACHMENT, name=name, type=media_type), content, size=None, by=by
    )


@transaction.atomic
def delete_upload(*, upload: Upload, by: Actor) -> None:
    publish(
        FileDeleted(
            store_id=upload.store_id, upload_id=upload.pk, kind=upload.kind, subject_label=upload.name
        ),
        by=by,
    )
    path = upload.path
    upload.delete()
    transaction.on_commit(lambda: private_files().delete(path), robust=True)


def _content(file: UploadedFile, largest: int) -> bytes:
    content = file.read(largest + 1)
    if len(content) > largest:
        raise CannotUpload(
            _("This file is too large. The limit is %(limit)s MB.") % {"limit": largest // MEGABYTE}
        )
    if not content:
        raise CannotUpload(_("This file is empty."))
    return content


def _drawn(content: bytes) -> Drawn:
    try:
        return drawn_anew(content)
    except NotAnImage:
        raise CannotUpload(
            _("This is not an image we can read. Use a JPEG, PNG, GIF or WebP of up to 40 megapixels.")
        ) from None


def _keep(upload: Upload, content: bytes, *, size: tuple[int, int] | None, by: Actor) -> Upload:
    upload.size, upload.sha256 = len(content), hashlib.sha256(content).hexdigest()
    upload.width, upload.height = size or (None, None)
    upload.by_kind, upload.by_id, upload.by_label = by.kind, by.id, by.label
    path = private_files().save(f"uploads/{upload.store_id}/{secrets.token_hex(16)}", ContentFile(content))
    upload.path = path
    try:
        _record(upload, by)
    except Exception:
        private_files().delete(path)
        raise
    return upload


@transaction.atomic
def _record(upload: Upload, by: Actor) -> None:
    upload.save()
    upload.refresh_from_db()
    publish(
        FileUploaded(
            store_id=upload.store_id,
            upload_id=upload.pk,
            kind=upload.kind,
            size=upload.size,
            subject_label=upload.name,
        ),
        by=by,
    )
