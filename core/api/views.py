from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from rest_framework import serializers, status
from rest_framework.exceptions import AuthenticationFailed, MethodNotAllowed
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from structlog.contextvars import get_contextvars

from core.api.fields import thinned
from core.api.parsers import CappedJSONParser
from core.api.problems import Refusal
from core.former_ids import current

LARGEST_BODY = 1024 * 1024
SerializerClass = type[serializers.Serializer]


class StoreApiView(APIView):
    """Base of every endpoint. `permissions` names what each method needs; reads start at `request.store`."""

    area: ClassVar[str] = ""  # the heading in the docs
    permissions: ClassVar[dict[str, str]] = {}
    largest_body: ClassVar[int] = LARGEST_BODY
    parser_classes = [CappedJSONParser]
    renderer_classes = [JSONRenderer]
    wanted: list[str] = []  # of `?fields=`
    is_counted = False

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        request.encoding = "utf-8"  # a charset of the caller's choice may not even be one of text
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method.lower() not in self.http_method_names or not hasattr(self, request.method.lower()):
            raise MethodNotAllowed(request.method)
        self._check_size(request)
        super().initial(request, *args, **kwargs)

    def body(self, serializer: SerializerClass, *, of: Any = None, partial: bool = False) -> dict[str, Any]:
        """The request's body as values to call a service with, or a 422 that tells what is wrong."""
        told = serializer(of, data=self.request.data, partial=partial, context={"store": self.request.store})
        told.is_valid(raise_exception=True)
        return dict(told.validated_data)

    def answer(
        self, serializer: SerializerClass, row: Any, *, status: int = 200, location: str = ""
    ) -> Response:
        shown = thinned(serializer(row, context={"store": self.request.store}), self.wanted)
        return Response(shown.data, status, headers={"Location": location} if location else None)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(status=status.HTTP_204_NO_CONTENT)

    def handle_exception(self, exc: Exception) -> Response:
        """An id of a record that became part of another stands for that one."""
        if isinstance(exc, Http404) and (today := current(self.request.store, self.kwargs)):
            self.kwargs = today
            try:
                return getattr(self, self.request.method.lower())(self.request, **today)
            except Exception as problem:
                return super().handle_exception(problem)
        return super().handle_exception(exc)

    def perform_authentication(self, request: Request) -> None:
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise

    def check_permissions(self, request: Request) -> None:
        """Counted first: refused calls count too, so nobody may try keys or rights without end."""
        self.check_throttles(request)
        super().check_permissions(request)

    def check_throttles(self, request: Request) -> None:
        if not self.is_counted:
            self.is_counted = True
            super().check_throttles(request)

    def get_authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Regulars"'

    def permission_denied(self, request: Request, message: Any = None, code: Any = None) -> None:
        needed = self.permissions.get("GET" if request.method == "HEAD" else request.method)
        if needed and not message:
            message = f"This needs the permission {needed}."
        super().permission_denied(request, message, code)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        if request_id := get_contextvars().get("request_id"):
            response["X-Request-Id"] = str(request_id)
        return response

    def _check_size(self, request: Request) -> None:
        if request.headers.get("Transfer-Encoding") and not request.META.get("CONTENT_LENGTH"):
            # Django would take such a body for an empty one.
            raise Refusal(411, "length_required", "Send the body with a Content-Length, not in chunks.")
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > self.largest_body:
            raise Refusal(413, "too_large", f"The body may have at most {self.largest_body:,} bytes.")


class UnknownAddress(APIView):
    """The last route under /api: what is not there is told in problem JSON, not in a page."""

    public = True
    schema = None
    authentication_classes = permission_classes = ()
    renderer_classes = [JSONRenderer]
    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Refusal(404, "not_found", "There is no such address in this API. See /api/docs.")
