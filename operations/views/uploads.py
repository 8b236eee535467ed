import re
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import StoreRequest
from accounts.permissions import public, requires
from core.files import picture_headers, private_files
from core.models import Upload, UploadKind
from core.uploads import CannotUpload, add_image
from core.uploads.addresses import public_upload

FIELD_NAME = re.compile(r"[a-z][a-z0-9_-]{0,60}")


@require_POST
@requires("platform.upload_files")
def images(request: StoreRequest) -> HttpResponse:
    """Take an image from a form's image field and answer with the field that now names it."""
    name = request.GET.get("field", "")
    field = {
        "name": name if FIELD_NAME.fullmatch(name) else "image",
        "label": request.GET.get("label", "")[:80],
    }
    file = request.FILES.get("file")
    try:
        if file is None:
            raise CannotUpload(_("Choose an image first."))
        upload = add_image(store=request.store, file=file, by=request.actor)
    except CannotUpload as refusal:
        kept = request.store.uploads.filter(public_id=_uuid(request.POST.get(field["name"]))).first()
        context = {**field, "upload": kept, "error": str(refusal)}
        return render(request, "components/image_field.html", context, status=422)
    return render(request, "components/image_field.html", {**field, "upload": upload})


@require_GET
@requires("home.view")
def upload(request: StoreRequest, upload_id: UUID) -> HttpResponse:
    """One of the store's images, for its staff. Other files have owners with a say in who sees them."""
    pictures = request.store.uploads.filter(kind=UploadKind.IMAGE)
    return _sent(get_object_or_404(pictures, public_id=upload_id), shared=False)


@require_GET
@public
def public_image(request: StoreRequest, token: str) -> HttpResponse:
    """An image whose signed address is in a mail or on the shop's own pages."""
    return _sent(public_upload(token), shared=True)


def _sent(upload: Upload, *, shared: bool) -> HttpResponse:
    response = FileResponse(private_files().open(upload.path))
    picture_headers(response, name=upload.name, media_type=upload.type, size=upload.size, shared=shared)
    return response


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
