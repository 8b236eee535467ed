"""What happens to files."""

from dataclasses import dataclass

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class FileUploaded(Event):
    name = "platform.file_uploaded"
    subject = "upload_id"
    upload_id: int
    kind: str
    size: int


@dataclass(frozen=True, kw_only=True)
class FileDeleted(Event):
    name = "platform.file_deleted"
    subject = "upload_id"
    upload_id: int
    kind: str
