"""Addresses of images for people who are not signed in: in a mail, on a widget."""

from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from core.models import Upload, UploadKind

PURPOSE = "uploads.public-image"


def public_address(upload: Upload) -> str:
    """Needs no sign-in and never ends; the signature is for this purpose alone."""
    return reverse("files:public-image", args=[Signer(salt=PURPOSE).sign(str(upload.public_id))])


def public_upload(token: str) -> Upload:
    """The image of a public address. A wrong token answers as an absent image does."""
    try:
        public_id = UUID(Signer(salt=PURPOSE).unsign(token))
    except (BadSignature, ValueError):
        raise Http404 from None
    return get_object_or_404(Upload, public_id=public_id, kind=UploadKind.IMAGE)
