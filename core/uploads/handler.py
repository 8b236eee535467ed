from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_BODY = 100 * 1024 * 1024  # far above any page's own limit: it only keeps the disk from being filled
_larger: dict[str, int] = {}


def takes_up_to(url_name: str, most: int) -> None:
    """Let one page take larger files, from those who are signed in."""
    _larger[url_name] = most


class CappedUploads(FileUploadHandler):
    """First of the upload handlers: a form with files is cut off before it is written to disk."""

    def __init__(self, request=None):
        super().__init__(request)
        self._received = 0
        self._most = LARGEST_BODY

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        self._most = self._largest()
        self._refuse_over(content_length)

    def receive_data_chunk(self, raw_data, start):
        self._received += len(raw_data)
        self._refuse_over(self._received)
        return raw_data

    def file_complete(self, file_size):
        return None

    def _refuse_over(self, size: int) -> None:
        if size > self._most:
            raise RequestDataTooBig("The files of this form are too large.")

    def _largest(self) -> int:
        match = getattr(self.request, "resolver_match", None)
        user = getattr(self.request, "user", None)
        if match and match.view_name in _larger and user and user.is_authenticated:
            return _larger[match.view_name]
        return LARGEST_BODY
