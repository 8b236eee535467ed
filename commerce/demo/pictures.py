"""The catalogue's pictures: drawn here, then kept as if somebody had uploaded them."""

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from PIL import Image

from commerce.demo.catalogue import on_the_shelf
from commerce.demo.drawing import drawn
from commerce.demo.goods import GOODS, Good
from commerce.models import Product, ProductImage
from core.demo import Demo, seeds
from core.models import Upload
from core.uploads import keep_picture
from core.uploads.images import THUMBNAIL_SIDE, Drawn
from core.uploads.services import Picture

MOST_COLOURS = 3


class View(NamedTuple):
    colour: str
    closer: bool
    mirror: bool
    alt: str


@seeds(order=35)
def pictures(demo: Demo) -> str:
    if not demo.pictures:
        return "no pictures"
    products = {product.sku: product for product in demo.store.products.order_by("pk")}
    wanted = [(number, good, view) for number, good in enumerate(GOODS) for view in views(number, good)]
    with ThreadPoolExecutor(2) as pool:  # encoding needs no interpreter
        made = list(pool.map(lambda each: picture(*each), wanted))
    images = [
        _kept(demo, products[good.sku], shown, view)
        for (_number, good, view), shown in zip(wanted, made, strict=True)
    ]
    places: dict[int, int] = {}
    for image in images:
        image.position = places.get(image.product_id, 0)
        places[image.product_id] = image.position + 1
    ProductImage.objects.bulk_create(images)
    _backdate(demo)
    return f"{len(images)} pictures of them"


def views(number: int, good: Good) -> Iterator[View]:
    """Each colour; of some goods also their other side and a closer look."""
    for colour in good.colour_names[:MOST_COLOURS]:
        yield View(colour, False, False, f"{good.name} in {colour.lower()}")
    first = good.colour_names[0]
    if number % 3 == 0:
        yield View(first, False, True, f"{good.name} from the other side")
    if number % 3 == 1:
        yield View(first, True, False, f"{good.name} seen closely")


def picture(number: int, good: Good, view: View) -> Picture:
    colours = good.colour_names
    scene = number + colours.index(view.colour) + view.closer + 2 * view.mirror
    image = drawn(good.shape, view.colour, scene=scene, closer=view.closer, mirror=view.mirror)
    small = image.resize((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.BILINEAR, reducing_gap=2)
    name = f"{good.sku.lower()}-{view.colour.lower()}{'-close' if view.closer else ''}.png"
    return Picture(name, _encoded(image, "PNG", "image/png"), _encoded(small, "WEBP", "image/webp"))


def _encoded(image: Image.Image, format_: str, type_: str) -> Drawn:
    file = io.BytesIO()
    options = {"PNG": {"compress_level": 6}, "WEBP": {"quality": 84, "method": 1}}[format_]
    image.save(file, format_, **options)
    return Drawn(file.getvalue(), type_, image.width, image.height)


def _kept(demo: Demo, product: Product, shown: Picture, view: View) -> ProductImage:
    upload, small = keep_picture(store=demo.store, picture=shown, by=demo.staff[-1])
    return ProductImage(store=demo.store, product=product, upload=upload, thumbnail=small, alt=view.alt)


def _backdate(demo: Demo) -> None:
    """They were uploaded when their product came onto the shelf; what the log says of it is in `story`."""
    for good, product in zip(GOODS, demo.store.products.order_by("pk"), strict=True):
        at = on_the_shelf(demo.now, good)
        images = product.images.all()
        for column in ("upload", "thumbnail"):
            Upload.objects.filter(pk__in=images.values(column)).update(created_at=at)
        images.update(created_at=at)
