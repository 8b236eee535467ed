"""Files: where they are kept, and how they leave. How they come in is core.uploads."""

from core.files.headers import download_headers, picture_headers
from core.files.storage import private_files

__all__ = ["download_headers", "picture_headers", "private_files"]
