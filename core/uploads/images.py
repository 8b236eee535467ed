"""Draw an image anew from its pixels: whatever else the file held does not come along."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, ImageSequence

TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
MAX_PIXELS = 40_000_000  # a large phone photo; checked before anything is decoded
MAX_ANIMATION_PIXELS = 60_000_000  # all frames together
MAX_SIDE = 4_000
THUMBNAIL_SIDE = 320
PORTRAIT_SIDE = 256


class NotAnImage(Exception):
    """Not one of the four formats, broken, or larger than we are willing to decode."""


@dataclass(frozen=True)
class Drawn:
    content: bytes
    type: str
    width: int
    height: int


def drawn_anew(content: bytes) -> Drawn:
    try:
        with Image.open(io.BytesIO(content), formats=list(TYPES)) as image:
            _refuse_bombs(image)
            frames = _frames(image)
            return _encoded(frames, image.format or "", image.info)
    except NotAnImage:
        raise
    except Exception as error:  # Pillow raises a dozen unrelated kinds on hostile bytes
        raise NotAnImage from error


def squared(content: bytes) -> bytes:
    """The middle of an image we drew, as a PNG of 256 pixels each way."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        ImageOps.fit(image.convert("RGBA"), (PORTRAIT_SIDE, PORTRAIT_SIDE)).save(file, "PNG")
    return file.getvalue()


def thumbnail(content: bytes) -> Drawn:
    """A small still picture of an image we drew, for lists."""
    file = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        small = _clean(image)
        small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        small.save(file, "WEBP", quality=82)
    return Drawn(file.getvalue(), TYPES["WEBP"], small.width, small.height)


def _refuse_bombs(image: Image.Image) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS or (_moves(image) and pixels * image.n_frames > MAX_ANIMATION_PIXELS):
        raise NotAnImage


def _moves(image: Image.Image) -> bool:
    """Animated GIF and WebP stay animated: mail templates live on them. Of an APNG the first frame stays."""
    return image.format in {"GIF", "WEBP"} and getattr(image, "n_frames", 1) > 1


def _frames(image: Image.Image) -> list[Image.Image]:
    if _moves(image):
        return [_clean(frame) for frame in ImageSequence.Iterator(image)]
    return [_clean(ImageOps.exif_transpose(image))]


def _clean(image: Image.Image) -> Image.Image:
    """A new picture of the same pixels, without EXIF, comments, profiles or trailing bytes."""
    transparent = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "L" if image.mode == "L" else "RGBA" if transparent else "RGB"
    converted = image.convert(mode)
    converted.thumbnail((MAX_SIDE, MAX_SIDE))
    clean = Image.new(mode, converted.size)
    clean.paste(converted)
    return clean


def _encoded(frames: list[Image.Image], format_: str, info: dict[str, Any]) -> Drawn:
    first, file = frames[0], io.BytesIO()
    options: dict[str, Any] = {"JPEG": {"quality": 88, "optimize": True}, "WEBP": {"quality": 88}}.get(
        format_, {}
    )
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:], "loop": int(info.get("loop", 0))}
        options["duration"] = int(info.get("duration") or 100)
    if format_ == "GIF":
        options["disposal"] = 2
    if format_ == "JPEG" and first.mode == "RGBA":
        first = first.convert("RGB")
    first.save(file, format_, **options)
    return Drawn(file.getvalue(), TYPES[format_], first.width, first.height)
