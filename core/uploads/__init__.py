"""Files people give us. Images are drawn anew; of other files only listed types are kept."""

from core.uploads.services import (
    CannotUpload,
    add_attachment,
    add_image,
    add_portrait,
    delete_picture,
    delete_upload,
    drop_files,
    keep_picture,
    portrait,
    read_picture,
)

__all__ = [
    "CannotUpload",
    "add_attachment",
    "add_image",
    "add_portrait",
    "delete_picture",
    "delete_upload",
    "drop_files",
    "keep_picture",
    "portrait",
    "read_picture",
]
