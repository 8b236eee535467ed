from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_BODY = 100 * 1024 * 1024  # far above any page's own limit: it only keeps the disk from being filled


class CappedUploads(FileUploadHandler):
    """First of the upload handlers: a form with files is cut off before it is written to disk."""

    def __init__(self, request=None):
        super().__init__(request)
        self._received = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        self._refuse_over(content_length)

    def receive_data_chunk(self, raw_data, start):
        self._received += len(raw_data)
        self._refuse_over(self._received)
        return raw_data

    def file_complete(self, file_size):
        return None

    def _refuse_over(self, size: int) -> None:
        if size > LARGEST_BODY:
            raise RequestDataTooBig("The files of this form are too large.")
