from django.utils.cache import add_never_cache_headers


class PrivateMiddleware:
    """What a signed-in person sees stays out of every cache, the browser's own included.

    A view that knows better says so itself: a logo at an address that changes with the logo may stay.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_personal = getattr(request, "store", None) or request.user.is_authenticated
        if is_personal and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response
