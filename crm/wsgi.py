import os

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")


class Request(WSGIRequest):
    """Ignores a charset that is not one of text, such as `zlib`: Django fails on it before any view runs."""

    def _set_content_type_params(self, meta):
        try:
            super()._set_content_type_params(meta)
        except LookupError:
            self._encoding = None


application: WSGIHandler = get_wsgi_application()
application.request_class = Request
