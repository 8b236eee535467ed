from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commerce.models import Product, ProductImage
from commerce.services.images import LONGEST_ALT, MOST_IMAGES
from core.serializers import StrictSerializer
from core.uploads.addresses import public_address

IMAGE = {
    "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f11",
    "url": "https://crm.example.com/files/MDE5Mjhi:c2lnbmVk",
    "thumbnail": "https://crm.example.com/files/MDE5Mjhj:c2lnbmVk",
    "alt": "A boot in the rain",
    "is_primary": True,
    "width": 1200,
    "height": 900,
}


class ImageSerializer(serializers.ModelSerializer):
    example = IMAGE

    id = serializers.UUIDField(source="public_id")
    url = serializers.SerializerMethodField(
        help_text="Signed, for anybody: a mail or a shop's page may show it."
    )
    thumbnail = serializers.SerializerMethodField(help_text="The same, at most 320 pixels each way.")
    is_primary = serializers.BooleanField()
    width = serializers.IntegerField(source="upload.width")
    height = serializers.IntegerField(source="upload.height")

    class Meta:
        model = ProductImage
        fields = ["id", "url", "thumbnail", "alt", "is_primary", "width", "height"]

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, image):
        return settings.PUBLIC_BASE_URL + public_address(image.upload)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_thumbnail(self, image):
        return settings.PUBLIC_BASE_URL + public_address(image.small)


class ImagesSerializer(serializers.Serializer):
    """A product's pictures in their order, the primary one first."""

    example = {"images": [IMAGE]}

    images = ImageSerializer(many=True)


class NewImagesSerializer(StrictSerializer):
    """As multipart/form-data: `files` and `alts` come once for each picture."""

    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True, max_length=1000),
        min_length=1,
        max_length=MOST_IMAGES,
        help_text="JPEG, PNG, GIF or WebP, each up to 8 MB. Drawn anew: nothing hidden in a file is kept.",
    )
    alts = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_ALT, allow_blank=True),
        required=False,
        max_length=MOST_IMAGES,
        help_text="What each shows, in the order of the files.",
    )


class ImageOrderSerializer(StrictSerializer):
    example = {"ids": ["01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f11"]}

    ids = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=MOST_IMAGES,
        help_text="Every picture once, in the new order.",
    )


class ProductSerializer(serializers.ModelSerializer):
    example = {
        "id": "01928b1c-5e4a-7c3d-9f10-2b6a7d8e9f01",
        "external_id": "gid-4711",
        "name": "Trail boot",
        "sku": "TB-42",
        "upc": "4006381333931",
        "brand": "Fjordwear",
        "description": "Waterproof, resoleable.",
        "price": "129.00",
        "compare_at": "149.00",
        "cost": "61.50",
        "stock": 34,
        "status": "active",
        "categories": ["Footwear > Boots"],
        "tags": ["new"],
        "attributes": {"colour": "Moss"},
        "url": "https://shop.example.com/trail-boot",
        "images": [IMAGE],
        "created_at": "2026-11-20T09:30:00Z",
        "updated_at": "2026-11-20T09:30:00Z",
    }

    id = serializers.UUIDField(source="public_id", read_only=True)
    stock = serializers.IntegerField(allow_null=True, help_text="Null: the shop does not count it.")
    categories = serializers.SerializerMethodField(help_text="Where it is in the tree: names from the root.")
    images = ImageSerializer(many=True, help_text="In their order, the primary one first.")
    url = serializers.CharField(help_text="Its page in the shop; empty where that is not known.")
    attributes = serializers.DictField()

    class Meta:
        model = Product
        fields = [
            "id",
            "external_id",
            "name",
            "sku",
            "upc",
            "brand",
            "description",
            "price",
            "compare_at",
            "cost",
            "stock",
            "status",
            "categories",
            "tags",
            "attributes",
            "url",
            "images",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_categories(self, product):
        return sorted(category.path for category in product.categories.all())
