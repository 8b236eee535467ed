"""Files from outside: only pixels of an image are kept, and only listed kinds of anything else."""

import io
import os
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from core.actors import SYSTEM
from core.files import private_files
from core.models import EventRecord, Upload
from core.uploads import CannotUpload, add_attachment, add_image, delete_upload
from core.uploads.names import shown_name

SCRIPT = b"<script>alert(document.domain)</script>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of its own, so that a test sees every file that was kept."""
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path


def kept_files(media):
    return [path for path in media.rglob("*") if path.is_file()]


def picture(format_="PNG", size=(8, 6), mode="RGB", **options):
    file = io.BytesIO()
    Image.new(mode, size, "teal" if mode != "L" else 90).save(file, format_, **options)
    return file.getvalue()


def given(content, name="logo.png"):
    return SimpleUploadedFile(name, content, content_type="text/html")


def image(store, content, name="logo.png"):
    return add_image(store=store, file=given(content, name), by=SYSTEM)


def attachment(store, content, name):
    return add_attachment(store=store, file=given(content, name), by=SYSTEM)


def content_of(upload):
    with private_files().open(upload.path) as file:
        return file.read()


def bomb(side=50_000):
    """A PNG of a few bytes that says it is 50,000 pixels square."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_four_formats_are_kept_whatever_their_name_says(store, format_):
    upload = image(store, picture(format_), name="logo.html")
    assert upload.type == f"image/{format_.lower()}"
    assert upload.name.startswith("logo.")
    assert not upload.name.endswith("html")
    assert (upload.width, upload.height) == (8, 6)
    with Image.open(io.BytesIO(content_of(upload))) as kept:
        assert (kept.format, kept.size) == (format_, (8, 6))


def test_where_a_photo_was_taken_is_not_kept(store):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif[0x0112] = 6  # turned by 90 degrees
    upload = image(store, picture("JPEG", exif=exif))
    content = content_of(upload)
    assert b"secret place" not in content
    assert b"Exif" not in content
    assert (upload.width, upload.height) == (6, 8)


def test_texts_inside_an_image_are_not_kept(store):
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SCRIPT.decode())
    png = image(store, picture("PNG", pnginfo=texts))
    gif = image(store, picture("GIF", comment=SCRIPT))
    assert SCRIPT not in content_of(png)
    assert SCRIPT not in content_of(gif)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_is_glued_to_an_image_is_not_kept(store, format_):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr("index.html", SCRIPT)
    upload = image(store, picture(format_) + SCRIPT + archive.getvalue())
    assert SCRIPT not in content_of(upload)
    assert b"PK\x03\x04" not in content_of(upload)


def test_a_gif_keeps_moving(store):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=200, loop=0)
    upload = image(store, file.getvalue())
    with Image.open(io.BytesIO(content_of(upload))) as kept:
        assert (kept.n_frames, kept.info["duration"], kept.info["loop"]) == (3, 200, 0)


def test_transparency_is_kept(store):
    upload = image(store, picture("PNG", mode="RGBA"))
    with Image.open(io.BytesIO(content_of(upload))) as kept:
        assert kept.mode == "RGBA"


def test_a_huge_picture_is_made_smaller(store):
    upload = image(store, picture("PNG", size=(5_000, 100)))
    assert (upload.width, upload.height) == (4_000, 80)


REFUSED = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg named png": b'<?xml version="1.0"?><svg onload="alert(1)"/>',
    "html": b"<!doctype html>" + SCRIPT,
    "gif header and script": b"GIF89a/*" + SCRIPT,
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "ico": picture("ICO", size=(16, 16)),
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "truncated": picture("PNG", size=(200, 200))[:60],
    "pixel bomb": bomb(),
    "bomb below Pillow's own limit": bomb(side=7_000),
    "empty": b"",
    "noise": os.urandom(2_000),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused_and_leaves_nothing(store, media, content):
    with pytest.raises(CannotUpload):
        image(store, content)
    assert not Upload.objects.exists()
    assert not EventRecord.objects.exists()
    assert not kept_files(media)


def test_an_image_over_two_megabytes_is_refused(store, media):
    with pytest.raises(CannotUpload, match="2 MB"):
        image(store, picture() + b"x" * 2 * 1024 * 1024)
    assert not kept_files(media)


HOSTILE_NAMES = ["../../etc/passwd.png", "..\\..\\boot.png", "/etc/cron.d/x.png", "a\r\nSet-Cookie: x=1.png"]


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "\u202egnp.exe", "nul\0.png", "." * 300 + "png", "x" * 500])
def test_a_hostile_name_decides_nothing(store, media, name):
    upload = Upload.objects.get(pk=image(store, picture(), name="x.png").pk)
    shown = shown_name(name, "png")
    assert not set(shown) & set("/\\\r\n\0\u202e\u2028")
    assert len(shown) <= 120
    assert shown.endswith(".png")
    assert upload.path.startswith(f"uploads/{store.pk}/")
    assert kept_files(media) == [media / upload.path]


def office(folder, *more):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", f"{folder}/document.xml", *more):
            archive.writestr(name, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("terms.PDF", b"%PDF-1.7\n%...", "application/pdf"),
        ("notes.txt", "Žofie".encode(), "text/plain"),
        ("list.csv", b"a,b\n1,2\n", "text/csv"),
        ("photo.jpeg", picture("JPEG"), "image/jpeg"),
    ],
)
def test_listed_kinds_are_kept(store, name, content, media_type):
    upload = attachment(store, content, name)
    assert (upload.type, upload.kind) == (media_type, "attachment")


def test_office_files_are_told_by_what_is_inside(store):
    assert attachment(store, office("word"), "a.docx").type.endswith("wordprocessingml.document")
    for name, content in {"a.xlsx": office("word"), "b.docx": office("word", "word/vbaProject.bin")}.items():
        with pytest.raises(CannotUpload):
            attachment(store, content, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.html", SCRIPT),
        ("page.svg", REFUSED["svg"]),
        ("terms.pdf", SCRIPT),
        ("script.js", b"alert(1)"),
        ("photo.png", SCRIPT),
        ("notes.txt", b"\xff\xfe\x00binary"),
        ("setup.exe", b"MZ"),
        ("noextension", b"text"),
        ("archive.zip", office("word")),
    ],
)
def test_kinds_not_listed_are_refused(store, media, name, content):
    with pytest.raises(CannotUpload):
        attachment(store, content, name)
    assert not Upload.objects.exists()
    assert not kept_files(media)


def test_deleting_a_file_removes_it_from_storage(store, media, django_capture_on_commit_callbacks):
    upload = image(store, picture())
    with django_capture_on_commit_callbacks(execute=True):
        delete_upload(upload=upload, by=SYSTEM)
    assert not Upload.objects.exists()
    assert not kept_files(media)
    names = EventRecord.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["platform.file_uploaded", "platform.file_deleted"]
