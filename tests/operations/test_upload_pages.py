import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.actors import SYSTEM
from core.models import Upload
from core.uploads import add_attachment, add_image, handler
from core.uploads.addresses import public_address

IMAGES = "/uploads/images?field=logo&label=Logo"


def png():
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue(), "image/png")


@pytest.fixture
def image(store):
    return add_image(store=store, file=png(), by=SYSTEM)


@pytest.fixture
def attachment(store):
    file = SimpleUploadedFile("page.txt", b"<script>alert(1)</script>")
    return add_attachment(store=store, file=file, by=SYSTEM)


def test_a_chosen_image_comes_back_as_the_field_that_names_it(owner, store):
    response = owner.post(IMAGES, {"file": png()})
    upload = Upload.objects.get()
    page = response.content.decode()
    assert response.status_code == 200
    assert f'name="logo" value="{upload.public_id}"' in page
    assert f"/uploads/{upload.public_id}" in page
    assert (upload.store, upload.by_id) == (store, owner.membership.user_id)


def test_a_refused_file_keeps_the_image_chosen_before(owner, image):
    svg = SimpleUploadedFile("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")
    response = owner.post(IMAGES, {"file": svg, "logo": str(image.public_id)})
    page = response.content.decode()
    assert response.status_code == 422
    assert "not an image we can read" in page
    assert f'value="{image.public_id}"' in page
    assert Upload.objects.count() == 1


def test_a_field_name_cannot_carry_markup(owner):
    page = owner.post('/uploads/images?field="><script>&label=<b>', {"file": png()}).content.decode()
    assert "<script>" not in page
    assert "<b>" not in page


def test_a_form_far_too_large_is_cut_off(owner, monkeypatch):
    monkeypatch.setattr(handler, "LARGEST_BODY", 10_000)
    large = SimpleUploadedFile("logo.png", b"x" * 20_000, "image/png")
    assert owner.post(IMAGES, {"file": large}).status_code in (400, 413)
    assert owner.post(IMAGES, {"file": png()}).status_code == 200
    assert Upload.objects.count() == 1


def test_who_may_not_upload_changes_nothing(agent):
    assert agent.post(IMAGES, {"file": png()}).status_code == 403
    assert not Upload.objects.exists()


def test_an_image_is_shown_to_its_store_alone(owner, stranger, client, image):
    address = f"/uploads/{image.public_id}"
    response = owner.get(address)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert stranger.get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_an_attachment_is_not_had_by_its_bare_address(owner, attachment):
    assert owner.get(f"/uploads/{attachment.public_id}").status_code == 404


def test_a_signed_address_shows_an_image_to_anybody(client, image):
    response = client.get(public_address(image))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_signed_address_is_for_images_alone_and_cannot_be_made_up(client, image, attachment):
    assert client.get(public_address(attachment)).status_code == 404
    assert client.get(f"/files/{image.public_id}").status_code == 404
    assert client.get(public_address(image)[:-1] + "x").status_code == 404
