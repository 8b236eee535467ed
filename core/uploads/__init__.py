"""Files people give us. Images are drawn anew; of other files only listed types are kept."""

from core.uploads.services import CannotUpload, add_attachment, add_image, delete_upload, portrait

__all__ = ["CannotUpload", "add_attachment", "add_image", "delete_upload", "portrait"]
