import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.accounts.conftest import sign_in


def code_of(secret: str, steps_ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_ahead))


def add_app(client) -> str:
    page = client.get("/account/app").content.decode()
    secret = re.search(r"secret-key\">([A-Z2-7]+)<", page)[1]
    response = client.post("/account/app", {"code": code_of(secret)})
    assert response.status_code == 302, response.context["form"].errors
    return secret


def test_an_authenticator_app_is_added_by_its_first_code(visitor, ana):
    sign_in(visitor, ana)

    add_app(visitor)

    assert ana.authenticator_set.filter(type="totp").count() == 1
    assert ana.authenticator_set.filter(type="recovery_codes").count() == 1
