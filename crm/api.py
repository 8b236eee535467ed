"""The API told to programs: its OpenAPI document."""

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response

from accounts.permissions import PUBLIC, SIGNED_IN
from core.api import StoreApiView, operation
from core.api.document import document
from core.api.queries import names

FORMATS = ["json", "yaml"]


class AnyFormat(BaseContentNegotiation):
    """Whoever asks for the document gets it, whatever their Accept header says."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Schema(StoreApiView):
    area = "Account"
    permissions = {"GET": PUBLIC if settings.API_DOCS_PUBLIC else SIGNED_IN}
    content_negotiation_class = AnyFormat

    @operation(
        "get_schema",
        "Read this API's OpenAPI document",
        answer=OpenApiTypes.OBJECT,
        parameters=[OpenApiParameter("format", str, enum=FORMATS, description="json unless told.")],
        thins=False,
    )
    def get(self, request):
        """OpenAPI 3.1 as JSON, or as YAML when asked by `format` or the Accept header."""
        asked = names(request.GET, "format", known=FORMATS)
        told = document(get_language())
        if asked == ["yaml"] or (not asked and "yaml" in request.headers.get("Accept", "")):
            return HttpResponse(OpenApiYamlRenderer().render(told), content_type="application/yaml")
        return Response(told)
