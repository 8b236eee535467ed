"""How often the API may be called: per key or person, per store, and per address for those without a key."""

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from accounts.models import ApiKey
from core.rate_limit import Usage, count, tightest

PER_PERSON = 1200
PER_STORE = 6000
PER_STRANGER = 120


class PrincipalThrottle(BaseThrottle):
    def allow_request(self, request, view):
        usages = [count(bucket, limit) for bucket, limit in buckets(request._request)]
        request._request.rate_limit = self.usage = tightest(usages)
        return not self.usage.is_over

    def wait(self):
        return self.usage.resets_in


def buckets(request: HttpRequest) -> list[tuple[str, int]]:
    principal = request.principal
    if principal is None:
        return [(f"ip:{request.META.get('REMOTE_ADDR')}", PER_STRANGER)]
    store = (f"store:{principal.store_id}", PER_STORE)
    if isinstance(principal, ApiKey):
        return [(f"key:{principal.pk}", principal.rate_per_minute), store]
    return [(f"person:{principal.store_id}:{principal.user_id}", PER_PERSON), store]


class RateLimitHeaders:
    """Every answer of the API tells how many calls are left."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        usage: Usage | None = getattr(request, "rate_limit", None)
        for name, value in usage.headers().items() if usage else ():
            response[name] = value
        return response
