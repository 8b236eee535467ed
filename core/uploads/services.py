"""What staff can do with files."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

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
from core.uploads.images import (
    EXTENSIONS,
    PORTRAIT_SIDE,
    Drawn,
    NotAnImage,
    drawn_anew,
    squared,
    thumbnail,
)
from core.uploads.names import extension_of, shown_name
from core.uploads.types import LISTED, type_of

MEGABYTE = 1024 * 1024
LARGEST_IMAGE = 2 * MEGABYTE
LARGEST_PICTURE = 8 * MEGABYTE
LARGEST_ATTACHMENT = 10 * MEGABYTE


class CannotUpload(DomainError):
    code = "cannot_upload"


def add_image(*, store: Store, file: UploadedFile, by: Actor) -> Upload:
    """Keep an image of the store: a logo, a picture of a mail."""
    drawn = _drawn(_content(file, LARGEST_IMAGE))
    name = shown_name(file.name or "", EXTENSIONS[drawn.type])
    return _keep(_image(store, name, drawn), drawn.content, by=by)


@dataclass(frozen=True)
class Picture:
    """A picture as it will be kept, and the same in small. Nothing is written yet."""

    name: str
    drawn: Drawn
    small: Drawn


def read_picture(*, file: UploadedFile) -> Picture:
    """For pictures shown large and in lists. Takes seconds for large ones: hold no rows meanwhile."""
    drawn = _drawn(_content(file, LARGEST_PICTURE))
    return Picture(shown_name(file.name or "", EXTENSIONS[drawn.type]), drawn, thumbnail(drawn.content))


def keep_picture(*, store: Store, picture: Picture, by: Actor) -> tuple[Upload, Upload]:
    """The picture's row and its thumbnail's. Should the caller's transaction fail, `drop_files` is for it."""
    large = _keep(_image(store, picture.name, picture.drawn), picture.drawn.content, by=by)
    try:
        small = _keep(_image(store, picture.name, picture.small), picture.small.content, by=by, is_told=False)
    except Exception:
        drop_files([large])
        raise
    return large, small


def drop_files(uploads: Iterable[Upload]) -> None:
    """The files of uploads whose rows are not there, or will not be."""
    for upload in uploads:
        private_files().delete(upload.path)


def portrait(*, file: UploadedFile) -> bytes:
    """The middle of an image as a small square PNG, for who keeps it elsewhere: a person has no store."""
    return squared(_drawn(_content(file, LARGEST_IMAGE)).content)


def add_portrait(*, store: Store, file: UploadedFile, by: Actor) -> Upload:
    """Keep the middle of a picture as a small square: a face beside a name."""
    content = squared(_drawn(_content(file, LARGEST_PICTURE)).content)
    drawn = Drawn(content, "image/png", PORTRAIT_SIDE, PORTRAIT_SIDE)
    name = shown_name(file.name or "", EXTENSIONS[drawn.type])
    return _keep(_image(store, name, drawn), content, by=by)


def add_attachment(*, store: Store, file: UploadedFile, by: Actor) -> Upload:
    """Keep a file that travels with a message or a note. Images among them are drawn anew as well."""
    content, extension = _content(file, LARGEST_ATTACHMENT), extension_of(file.name or "")
    if extension in {"jpg", "jpeg", "png", "gif", "webp"}:
        drawn = _drawn(content)
        content, media_type, extension = drawn.content, drawn.type, EXTENSIONS[drawn.type]
    elif not (media_type := type_of(content, extension) or ""):
        raise CannotUpload(_("This kind of file is not accepted. Use one of: %s.") % LISTED)
    name = shown_name(file.name or "", extension)
    upload = Upload(store=store, kind=UploadKind.ATTACHMENT, name=name, type=media_type)
    return _keep(upload, content, by=by)


@transaction.atomic
def delete_picture(*, upload: Upload, small: Upload | None, by: Actor) -> None:
    delete_upload(upload=upload, by=by)
    if small:
        small.delete()
        transaction.on_commit(lambda: drop_files([small]), robust=True)


@transaction.atomic
def delete_upload(*, upload: Upload, by: Actor) -> None:
    publish(
        FileDeleted(
            store_id=upload.store_id, upload_id=upload.pk, kind=upload.kind, subject_label=upload.name
        ),
        by=by,
    )
    upload.delete()
    transaction.on_commit(lambda: drop_files([upload]), robust=True)


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


def _image(store: Store, name: str, drawn: Drawn) -> Upload:
    return Upload(
        store=store,
        kind=UploadKind.IMAGE,
        name=name,
        type=drawn.type,
        width=drawn.width,
        height=drawn.height,
    )


def _keep(upload: Upload, content: bytes, *, by: Actor, is_told: bool = True) -> Upload:
    upload.size, upload.sha256 = len(content), hashlib.sha256(content).hexdigest()
    upload.by_kind, upload.by_id, upload.by_label = by.kind, by.id, by.label
    path = private_files().save(f"uploads/{upload.store_id}/{secrets.token_hex(16)}", ContentFile(content))
    upload.path = path
    try:
        _record(upload, by, is_told)
    except Exception:
        private_files().delete(path)
        raise
    return upload


@transaction.atomic
def _record(upload: Upload, by: Actor, is_told: bool) -> None:
    upload.save()
    upload.refresh_from_db()
    told = FileUploaded(
        store_id=upload.store_id,
        upload_id=upload.pk,
        kind=upload.kind,
        size=upload.size,
        subject_label=upload.name,
    )
    if is_told:
        publish(told, by=by)
