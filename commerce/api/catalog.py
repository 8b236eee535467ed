from django.http import Http404
from django.utils import timezone
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from commerce.filters.catalog import ProductFilter
from commerce.models import Product, ProductImage
from commerce.queries.catalog import product_called
from commerce.serializers.catalog import (
    ImageOrderSerializer,
    ImagesSerializer,
    NewImagesSerializer,
    ProductSerializer,
)
from commerce.serializers.products_sent import ProductSent
from commerce.services import images
from commerce.services.catalog import TakenNumber
from commerce.services.products_intake import put_products
from core.api import Intake, IntakeView, Listing, StoreApiView, operation

AREA = "Products"

catalogue = Listing(
    serializer=ProductSerializer,
    filters=ProductFilter,
    ordering={
        "created_at": "created_at",
        "updated_at": "updated_at",
        "name": "sort_name",
        "price": "price",
        "stock": "stock",
    },
    default="-created_at",
)

products_sent = Intake(
    serializer=ProductSent,
    verb=put_products,
    answer=ProductSerializer,
    rows=lambda store: store.products.whole(),
)


def one_product(request, upc: str) -> Product:
    found = product_called(request.store.products.whole(), upc)
    if found is None:
        raise Http404
    return found


def one_image(request, upc: str, image_id) -> ProductImage:
    found = one_product(request, upc).images.with_files().filter(public_id=image_id).first()
    if found is None:
        raise Http404
    return found


class Products(IntakeView):
    area = AREA
    permissions = {"GET": "products.view", "POST": "products.send"}

    @operation("list_products", "List products", lists=catalogue)
    def get(self, request):
        """All products of the store with their pictures, newest first unless told."""
        return catalogue.answer(request, request.store.products.whole())

    @operation("send_products", "Send products", intake=products_sent, refusals=[TakenNumber])
    def post(self, request):
        """One product, or a list of up to 1,000, each whole: what newer news leaves out is emptied.

        Pictures are sent on their own, and stay.
        """
        return products_sent.take(request)


class OneProduct(StoreApiView):
    area = AREA
    permissions = {"GET": "products.view"}

    @operation("get_product", "Read a product", answer=ProductSerializer)
    def get(self, request, upc):
        """By its UPC, or by the external id of one; where a number is both, the UPC counts."""
        return self.answer(ProductSerializer, one_product(request, upc))


class ProductImages(StoreApiView):
    area = AREA
    permissions = {"POST": "products.edit"}
    parser_classes = [MultiPartParser]
    largest_body = 85 * 1024 * 1024

    @operation(
        "add_product_images",
        "Add pictures to a product",
        body=NewImagesSerializer,
        answer=ImagesSerializer,
        status=201,
        refusals=[images.CannotAddImages],
    )
    def post(self, request, upc):
        """Up to ten in all, behind those that are there. All are taken, or none."""
        product = one_product(request, upc)
        told = self.body(NewImagesSerializer)
        images.add_images(product=product, by=request.actor, now=timezone.now(), **told)
        return self.answer(ImagesSerializer, one_product(request, upc), status=201)


class ImageOrder(StoreApiView):
    area = AREA
    permissions = {"PUT": "products.edit"}

    @operation(
        "reorder_product_images",
        "Reorder a product's pictures",
        body=ImageOrderSerializer,
        answer=ImagesSerializer,
        refusals=[images.CannotReorderImages],
    )
    def put(self, request, upc):
        """The first one becomes the primary picture."""
        product = one_product(request, upc)
        told = self.body(ImageOrderSerializer)
        images.reorder_images(product=product, by=request.actor, now=timezone.now(), **told)
        return self.answer(ImagesSerializer, one_product(request, upc))


class PrimaryImage(StoreApiView):
    area = AREA
    permissions = {"PUT": "products.edit"}

    @operation(
        "set_primary_product_image",
        "Make a picture the primary one",
        answer=ImagesSerializer,
        refusals=[images.CannotChangeImage],
    )
    def put(self, request, upc, image_id):
        """It goes to the front; the others keep their order."""
        image = one_image(request, upc, image_id)
        images.set_primary_image(image=image, by=request.actor, now=timezone.now())
        return self.answer(ImagesSerializer, one_product(request, upc))


class OneImage(StoreApiView):
    area = AREA
    permissions = {"DELETE": "products.edit"}

    @operation(
        "delete_product_image",
        "Delete a picture",
        status=204,
        refusals=[images.CannotChangeImage],
    )
    def delete(self, request, upc, image_id):
        """For good, with its file; those behind it move up."""
        image = one_image(request, upc, image_id)
        images.delete_image(image=image, by=request.actor, now=timezone.now())
        return Response(status=204)
