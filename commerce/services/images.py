"""The pictures of a product: at most ten, in an order; the first is the one lists show."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commerce.events import catalog as events
from commerce.models import Product, ProductImage
from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.exceptions import DomainError
from core.models import Upload
from core.uploads import CannotUpload, delete_picture, drop_files, keep_picture, read_picture
from core.uploads.services import Picture

MOST_IMAGES = 10
LONGEST_ALT = 200


class CannotAddImages(DomainError):
    code = "cannot_add_images"


class CannotReorderImages(DomainError):
    code = "cannot_reorder_images"


class CannotChangeImage(DomainError):
    code = "cannot_change_image"


def add_images(
    *, product: Product, files: Sequence[UploadedFile], by: Actor, now: datetime, alts: Sequence[str] = ()
) -> list[ProductImage]:
    """All or none, behind those that are there. `alts` say what each shows, in the order of the files."""
    if not files:
        raise CannotAddImages(_("Choose a picture first."))
    _refuse_over(product.images.count() + len(files))
    pictures = [_read(file) for file in files]  # before any row is held
    kept: list[Upload] = []
    try:
        with transaction.atomic():
            return _add(_held(product), pictures, alts, kept, by, now)
    except Exception:
        drop_files(kept)
        raise


@transaction.atomic
def reorder_images(*, product: Product, ids: Sequence[UUID], by: Actor, now: datetime) -> list[ProductImage]:
    """`ids` names every picture of the product once, the first one first."""
    product = _held(product)
    images = {image.public_id: image for image in product.images.with_files()}
    if len(ids) != len(images) or set(ids) != images.keys():
        raise CannotReorderImages(
            _("Name every picture of the product once. Has one come or gone meanwhile?")
        )
    return _arrange(product, [images[public_id] for public_id in ids], events.ImagesReordered, by, now)


@transaction.atomic
def set_primary_image(*, image: ProductImage, by: Actor, now: datetime) -> list[ProductImage]:
    """To the front; the others keep their order."""
    product, image = _held_image(image)
    others = [other for other in product.images.with_files() if other.pk != image.pk]
    return _arrange(product, [image, *others], events.PrimaryImageSet, by, now)


@transaction.atomic
def describe_image(*, image: ProductImage, alt: str, by: Actor, now: datetime) -> ProductImage:
    """What it shows, for those who cannot see it."""
    product, image = _held_image(image)
    changed = changes(image, alt=alt.strip()[:LONGEST_ALT])
    if changed:
        image.save(update_fields=["alt"])
        _tell(events.ImageDescribed, product, by, now, changed)
    return image


@transaction.atomic
def delete_image(*, image: ProductImage, by: Actor, now: datetime) -> None:
    """With its file, for good; those behind it move up."""
    product, image = _held_image(image)
    delete_picture(upload=image.upload, small=image.thumbnail, by=by)  # takes the row along
    _arrange(product, list(product.images.with_files()), None, by, now)
    _tell(events.ImageDeleted, product, by, now)


def _read(file: UploadedFile) -> Picture:
    try:
        return read_picture(file=file)
    except CannotUpload as refusal:
        raise CannotAddImages(f"{(file.name or '')[:60]}: {refusal}".removeprefix(": ")) from None


def _add(
    product: Product,
    pictures: list[Picture],
    alts: Sequence[str],
    kept: list[Upload],
    by: Actor,
    now: datetime,
) -> list[ProductImage]:
    first = product.images.count()
    _refuse_over(first + len(pictures))
    made = []
    for place, picture in enumerate(pictures):
        upload, small = keep_picture(store=product.store, picture=picture, by=by)
        kept += [upload, small]
        alt = alts[place].strip()[:LONGEST_ALT] if place < len(alts) else ""
        image = ProductImage(store_id=product.store_id, product=product, upload=upload, thumbnail=small)
        image.alt, image.position = alt, first + place
        image.save()
        image.refresh_from_db(fields=["public_id"])
        made.append(image)
    _tell(events.ImagesAdded, product, by, now, images=len(made))
    return made


def _refuse_over(number: int) -> None:
    if number > MOST_IMAGES:
        over = number - MOST_IMAGES
        raise CannotAddImages(
            ngettext(
                "A product has at most ten pictures: this is %(n)s too many.",
                "A product has at most ten pictures: these are %(n)s too many.",
                over,
            )
            % {"n": over}
        )


def _held(product: Product) -> Product:
    """Whoever changes a product's pictures holds its row, so that places never collide."""
    rows = Product.objects.defer("search", "description").select_related("store")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=product.pk)


def _held_image(image: ProductImage) -> tuple[Product, ProductImage]:
    product = _held(image.product)
    found = product.images.with_files().filter(pk=image.pk).first()
    if found is None:
        raise CannotChangeImage(_("This picture is gone already."))
    return product, found


def _arrange(
    product: Product, images: list[ProductImage], event, by: Actor, now: datetime
) -> list[ProductImage]:
    moved = [image for place, image in enumerate(images) if image.position != place]
    for place, image in enumerate(images):
        image.position = place
    ProductImage.objects.bulk_update(moved, ["position"])
    if moved and event:
        _tell(event, product, by, now)
    return images


def _tell(event, product: Product, by: Actor, now: datetime, changed: dict | None = None, **more) -> None:
    """The product shows another face, so it counts as changed."""
    Product.objects.filter(pk=product.pk).update(updated_at=now)
    told = event(store_id=product.store_id, product_id=product.pk, subject_label=product.name, **more)
    publish(told, by=by, changes=changed)
