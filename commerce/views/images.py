from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from accounts.http import StoreRequest
from accounts.permissions import requires
from commerce.forms.catalog import AltForm
from commerce.models import ProductImage
from commerce.services import images
from commerce.views.products import one_product, product_context
from core.exceptions import DomainError
from core.htmx import close_drawer, in_drawer, toast

GALLERY = "commerce/products/_gallery.html"


@require_POST
@requires("products.edit")
def add(request: StoreRequest, product_id) -> HttpResponse:
    found = one_product(request, product_id)
    try:
        images.add_images(
            product=found, files=request.FILES.getlist("files"), by=request.actor, now=timezone.now()
        )
    except images.CannotAddImages as refusal:
        return _gallery(request, product_id, error=str(refusal))
    return _gallery(request, product_id)


@require_POST
@requires("products.edit")
def reorder(request: StoreRequest, product_id) -> HttpResponse:
    found = one_product(request, product_id)
    try:
        ids = [UUID(text) for text in request.POST.get("ids", "").split(",") if text]
        images.reorder_images(product=found, ids=ids, by=request.actor, now=timezone.now())
    except ValueError:
        return _gallery(request, product_id, error=_("This is no order of pictures."))
    except images.CannotReorderImages as refusal:
        return _gallery(request, product_id, error=str(refusal))
    return _gallery(request, product_id)


@require_POST
@requires("products.edit")
def set_primary(request: StoreRequest, image_id) -> HttpResponse:
    image = _image(request, image_id)
    return _change(request, image, images.set_primary_image)


@require_POST
@requires("products.edit")
def delete(request: StoreRequest, image_id) -> HttpResponse:
    image = _image(request, image_id)
    return _change(request, image, images.delete_image)


@require_http_methods(["GET", "POST"])
@requires("products.edit")
def describe(request: StoreRequest, image_id) -> HttpResponse:
    image = _image(request, image_id)
    page = reverse("products:product", args=[image.product.public_id])
    form = AltForm(request.POST if request.method == "POST" else None, initial={"alt": image.alt})
    if form.is_valid():
        try:
            images.describe_image(image=image, by=request.actor, now=timezone.now(), **form.cleaned_data)
            return close_drawer("images-changed", "history-changed") if in_drawer(request) else redirect(page)
        except images.CannotChangeImage as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "image": image, "product": image.product, "cancel": page}
    return render(request, "commerce/products/describe.html", context, status=422 if form.errors else 200)


def _image(request: StoreRequest, image_id) -> ProductImage:
    found = request.store.productimages.with_files().select_related("product", "upload", "thumbnail")
    return get_object_or_404(found, public_id=image_id)


def _change(request: StoreRequest, image: ProductImage, verb) -> HttpResponse:
    try:
        verb(image=image, by=request.actor, now=timezone.now())
    except DomainError as refusal:
        return toast(_gallery(request, image.product.public_id), str(refusal), tone="danger")
    return _gallery(request, image.product.public_id)


def _gallery(request: StoreRequest, product_id, error: str = "") -> HttpResponse:
    """As it is now; without script, the whole page again."""
    if not request.htmx and not error:
        return redirect("products:product", product_id)
    context = {**product_context(request, one_product(request, product_id)), "error": error}
    response = render(request, GALLERY, context, status=422 if error else 200)
    return response if error else trigger_client_event(response, "history-changed", {})
