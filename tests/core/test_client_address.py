import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from crm.client_address import ClientAddressMiddleware


def seen(settings, proxies, remote, **headers):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, **headers)
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "address"),
    [
        ([], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.0/8"], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.2", "1.2.3.4, 203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.2", "203.0.113.9, 10.0.0.3", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.2", "nonsense", "10.0.0.2"),
        (["10.0.0.0/8"], "10.0.0.2", "", "10.0.0.2"),
        (["unix"], "", "203.0.113.9", "203.0.113.9"),
        (["2001:db8::/32"], "2001:db8::1", "2001:db9::5", "2001:db9::5"),
    ],
)
def test_only_our_own_proxies_say_who_is_there(settings, proxies, remote, forwarded, address):
    request = seen(settings, proxies, remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert request.META["REMOTE_ADDR"] == address


def test_only_our_own_proxies_say_that_it_came_encrypted(settings):
    assert seen(settings, ["10.0.0.0/8"], "10.0.0.2", HTTP_X_FORWARDED_PROTO="https").is_secure()
    assert not seen(settings, ["10.0.0.0/8"], "198.51.100.7", HTTP_X_FORWARDED_PROTO="https").is_secure()
