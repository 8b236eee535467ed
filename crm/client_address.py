from ipaddress import ip_address, ip_network

from django.conf import settings

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")


class ClientAddressMiddleware:
    """Make REMOTE_ADDR the visitor's own address, and believe forwarded headers from our proxies only.

    TRUSTED_PROXIES lists networks; "unix" stands for a proxy on this machine that connects by socket.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.by_socket = "unix" in settings.TRUSTED_PROXIES
        self.networks = [ip_network(name) for name in settings.TRUSTED_PROXIES if name != "unix"]

    def __call__(self, request):
        meta = request.META
        if self._is_proxy(meta.get("REMOTE_ADDR", "")):
            hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            # From the right: the first that is not ours is what our outermost proxy saw.
            client = next((hop for hop in reversed(hops) if not self._is_proxy(hop)), "")
            if _is_address(client):
                meta["REMOTE_ADDR"] = client
        else:
            for header in FORWARDED:
                meta.pop(header, None)
        return self.get_response(request)

    def _is_proxy(self, address: str) -> bool:
        if not _is_address(address):
            return self.by_socket and address == ""
        return any(ip_address(address) in network for network in self.networks)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
