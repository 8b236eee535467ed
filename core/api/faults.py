"""What goes wrong around the API's views, such as in a middleware, is told in problem JSON too."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from core.api.problems import Problem


def is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") and not request.path.startswith("/api/docs")


def or_problem(status: int, code: str, detail: str) -> Callable:
    """For an error page's view: programs get this problem instead."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if is_for_programs(request):
                return Problem(status=status, code=code, detail=detail).plain_response()
            return view(request, *args, **kwargs)

        return wrapper

    return decorate
