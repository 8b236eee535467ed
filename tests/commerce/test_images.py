"""Up to ten pictures of a product, in an order, drawn anew, each with a small one."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from commerce.services import images
from core.files import private_files
from core.models import EventRecord, Upload
from tests.factories import ProductFactory, ProductImageFactory
from tests.threads import at_once


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path


@pytest.fixture
def who(owner):
    return {"by": owner.membership.actor, "now": timezone.now()}


@pytest.fixture
def product(store):
    return ProductFactory(store=store)


def photo(name="boot.jpg", size=(900, 600), format_="JPEG", **options):
    content = io.BytesIO()
    Image.new("RGB", size, "teal").save(content, format_, **options)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def order(product):
    return [image.alt for image in product.images.order_by("position")]


def places(product):
    return list(product.images.order_by("position").values_list("position", flat=True))


def kept_files(media):
    return [path for path in media.rglob("*") if path.is_file()]


@pytest.fixture
def four(product):
    return [ProductImageFactory(product=product, alt=alt) for alt in "abcd"]


def names():
    return list(EventRecord.objects.order_by("pk").values_list("name", flat=True))


def test_many_are_added_in_one_call(product, who):
    made = images.add_images(
        product=product, files=[photo(), photo("cap.png", format_="PNG")], alts=["Boot"], **who
    )
    assert [(image.alt, image.position, image.upload.name) for image in made] == [
        ("Boot", 0, "boot.jpg"),
        ("", 1, "cap.png"),
    ]
    assert (made[0].thumbnail.width, made[0].thumbnail.height) == (320, 213)
    assert names() == ["platform.file_uploaded"] * 2 + ["commerce.product_images_added"]


def test_where_a_photo_was_taken_is_not_kept(product, who):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    (image,) = images.add_images(product=product, files=[photo(exif=exif)], **who)
    for upload in (image.upload, image.thumbnail):
        with private_files().open(upload.path) as file:
            assert b"secret place" not in file.read()


def test_one_bad_file_and_none_is_kept(product, who, media):
    bad = SimpleUploadedFile("note.txt", b"hello", "image/png")
    with pytest.raises(images.CannotAddImages, match="note.txt: This is not an image"):
        images.add_images(product=product, files=[photo(), bad], **who)
    assert not product.images.exists()
    assert not Upload.objects.exists()
    assert not kept_files(media)
    assert names() == []


def test_an_eleventh_is_refused(product, who, media):
    for _ in range(9):
        ProductImageFactory(product=product)
    with pytest.raises(images.CannotAddImages, match="1 too many"):
        images.add_images(product=product, files=[photo(), photo()], **who)
    assert product.images.count() == 9
    assert not kept_files(media)
    images.add_images(product=product, files=[photo()], **who)
    assert product.images.count() == 10


def test_nothing_chosen_is_said(product, who):
    with pytest.raises(images.CannotAddImages, match="Choose"):
        images.add_images(product=product, files=[], **who)


def test_a_full_list_of_ids_is_the_new_order(product, four, who):
    for image in four:
        image.refresh_from_db()
    ids = [four[i].public_id for i in (2, 0, 3, 1)]
    images.reorder_images(product=product, ids=ids, **who)
    assert order(product) == ["c", "a", "d", "b"]
    assert places(product) == [0, 1, 2, 3]
    images.reorder_images(product=product, ids=ids, **who)
    assert names() == ["commerce.product_images_reordered"]


@pytest.mark.parametrize("chosen", [(0, 1, 2), (0, 1, 2, 2), (0, 1, 2, 3, 3), ()])
def test_an_order_that_leaves_one_out_is_refused(product, four, who, chosen):
    for image in four:
        image.refresh_from_db()
    with pytest.raises(images.CannotReorderImages):
        images.reorder_images(product=product, ids=[four[i].public_id for i in chosen], **who)
    assert order(product) == list("abcd")
    assert names() == []


def test_anothers_picture_has_no_place_here(product, four, who):
    for image in four:
        image.refresh_from_db()
    other = ProductImageFactory(product=ProductFactory(store=product.store))
    other.refresh_from_db()
    with pytest.raises(images.CannotReorderImages):
        images.reorder_images(product=product, ids=[*(i.public_id for i in four[:3]), other.public_id], **who)


def test_the_primary_one_goes_to_the_front(product, four, who):
    images.set_primary_image(image=four[2], **who)
    assert order(product) == ["c", "a", "b", "d"]


def test_an_image_is_described(product, four, who):
    images.describe_image(image=four[0], alt="  A boot in the rain ", **who)
    assert order(product)[0] == "A boot in the rain"
    assert EventRecord.objects.get().changes == {"alt": ["a", "A boot in the rain"]}


def test_deleting_closes_the_gap_and_removes_the_files(
    product, who, media, django_capture_on_commit_callbacks
):
    made = images.add_images(product=product, files=[photo(), photo(), photo()], alts=["a", "b", "c"], **who)
    assert len(kept_files(media)) == 6
    with django_capture_on_commit_callbacks(execute=True):
        images.delete_image(image=made[0], **who)
    assert order(product) == ["b", "c"]
    assert places(product) == [0, 1]
    assert len(kept_files(media)) == 4
    assert Upload.objects.count() == 4
    with pytest.raises(images.CannotChangeImage, match="gone already"):
        images.delete_image(image=made[0], **who)


@pytest.mark.django_db(transaction=True)
def test_uploads_that_meet_never_exceed_ten_or_collide(product, who, media):
    for _ in range(4):
        ProductImageFactory(product=product)

    def upload():
        return images.add_images(product=product, files=[photo(size=(40, 30)), photo(size=(40, 30))], **who)

    outcomes = at_once(*[upload] * 5)
    assert [type(outcome).__name__ for outcome in outcomes].count("CannotAddImages") == 2
    assert places(product) == list(range(10))
    assert len(kept_files(media)) == 2 * 6


@pytest.mark.django_db(transaction=True)
def test_deleting_and_uploading_at_once_leaves_no_gap(product, four, who):
    at_once(
        lambda: images.delete_image(image=four[1], **who),
        lambda: images.add_images(product=product, files=[photo(size=(40, 30))], **who),
        lambda: images.set_primary_image(image=four[3], **who),
        lambda: images.delete_image(image=four[0], **who),
    )
    assert places(product) == [0, 1, 2]
