"""How a stored file leaves: as a download or a picture, never as a page of ours."""

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header

# Should a browser take the file for a page after all: it may do nothing and belongs to nobody.
LOCKED = "default-src 'none'; sandbox; frame-ancestors 'none'"


def download_headers(
    response: HttpResponseBase, *, name: str, media_type: str = "application/octet-stream", size: int = 0
) -> None:
    """Save it under this name, whatever it is."""
    _lock(response, media_type, size)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"


def picture_headers(
    response: HttpResponseBase, *, name: str, media_type: str, size: int, shared: bool
) -> None:
    """Show it in a page. Its address never gets another content, so it is kept for good."""
    _lock(response, media_type, size)
    response["Content-Disposition"] = content_disposition_header(False, name)
    response["Cache-Control"] = f"{'public' if shared else 'private'}, max-age=31536000, immutable"


def _lock(response: HttpResponseBase, media_type: str, size: int) -> None:
    response["Content-Type"] = media_type
    response["Content-Security-Policy"] = LOCKED
    response["X-Content-Type-Options"] = "nosniff"
    if size:
        response["Content-Length"] = str(size)
