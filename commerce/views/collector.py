"""`/t`: where the script in the shop's pages delivers. The one address other origins may call.

It reads no cookie, sets none, and its answers tell nothing of anybody: 204 whatever became of the delivery,
403 to whom it does not know.
"""

from ipaddress import ip_address, ip_network

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.permissions import public
from commerce.browsers import device_of, is_program
from commerce.models import StorefrontKey, TrackingMode
from commerce.queries.storefront import key_called
from commerce.serializers.collected import Unreadable, read_delivery
from commerce.services import collecting
from core.rate_limit import count

LARGEST = 64 * 1024
PER_ADDRESS = 300  # deliveries a minute


@csrf_exempt
@public
@require_http_methods(["POST", "OPTIONS"])
def collect(request: HttpRequest) -> HttpResponse:
    key = _key(request)
    if key is None:
        return HttpResponse(status=403)
    response = HttpResponse(status=204) if request.method == "OPTIONS" else _take(request, key)
    response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    response["Vary"] = "Origin"
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = "POST"
        response["Access-Control-Allow-Headers"] = "content-type"
        response["Access-Control-Max-Age"] = "86400"
    return response


def _key(request: HttpRequest) -> StorefrontKey | None:
    """Its name stands in the address, as a preflight has no body."""
    key = key_called(request.GET.get("k", ""))
    return key if key and request.headers.get("Origin") in key.origins else None


def _take(request: HttpRequest, key: StorefrontKey) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length.isdecimal():
        return HttpResponse(status=411)
    if int(length) > LARGEST:
        return HttpResponse(status=413)
    if over := _over_limit(request, key):
        return HttpResponse(status=429, headers={"Retry-After": str(over)})
    if not _wants_to_be_seen(request, key):
        return HttpResponse(status=204)
    now, agent = timezone.now(), request.headers.get("User-Agent", "")
    try:
        delivery = read_delivery(request.body, store=key.store, now=now)
    except Unreadable:
        return HttpResponse(status=400)
    may_keep = delivery.consented or key.mode == TrackingMode.ALWAYS
    if may_keep and (delivery.sightings or delivery.identity.says_something):
        collecting.collect(
            key=key,
            visitor=delivery.visitor,
            sightings=delivery.sightings,
            identity=delivery.identity,
            device=device_of(agent),
            now=now,
        )
        if delivery.sightings:
            collecting.note_delivery(key=key, last=delivery.sightings[-1], now=now)
    return HttpResponse(status=204)


def _wants_to_be_seen(request: HttpRequest, key: StorefrontKey) -> bool:
    headers = request.headers
    if key.mode == TrackingMode.OFF or headers.get("DNT") == "1" or headers.get("Sec-GPC") == "1":
        return False
    return not is_program(headers.get("User-Agent", ""))


def _over_limit(request: HttpRequest, key: StorefrontKey) -> int:
    """Seconds to wait, when too much came from there."""
    usage = count(f"t:{key.pk}:{_place(request)}", PER_ADDRESS)
    return usage.resets_in if usage.is_over else 0


def _place(request: HttpRequest) -> str:
    """An address, or the network of one: a home has more IPv6 addresses than we could count."""
    address = request.META.get("REMOTE_ADDR") or ""
    if ":" not in address:
        return address
    return str(ip_network((int(ip_address(address)), 64), strict=False))
