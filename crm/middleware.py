from django.utils.cache import add_never_cache_headers


class PrivateMiddleware:
    """What a signed-in person sees stays out of every cache, the browser's own included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "store", None) or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
