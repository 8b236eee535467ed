"""Which attachments we keep, told from their content; the name only has to agree."""

import io
import zipfile

TEXT = {"txt": "text/plain", "csv": "text/csv"}
OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
    "pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "ppt/"),
}
PDF = "application/pdf"
MAX_ENTRIES = 5_000  # of the zip an office file is
LISTED = "PDF, Word, Excel, PowerPoint, text, CSV, JPEG, PNG, GIF, WebP"


def type_of(content: bytes, extension: str) -> str | None:
    """The media type of a listed kind of file, or None."""
    if extension == "pdf":
        return PDF if content.startswith(b"%PDF-") else None
    if extension in OFFICE:
        media_type, folder = OFFICE[extension]
        return media_type if _is_office_file(content, folder) else None
    if extension in TEXT:
        return TEXT[extension] if _is_text(content) else None
    return None


def _is_office_file(content: bytes, folder: str) -> bool:
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    right_kind = "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return right_kind and not has_macros and len(names) <= MAX_ENTRIES


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
