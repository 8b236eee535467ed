"""People with passwords, and browsers at addresses of their own: other tests' limits do not reach them."""

import re
import time
from itertools import count

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from accounts.services import add_person
from core.models import EventRecord
from tests.factories import MembershipFactory

PASSWORD = "brisk otters paddle north"
_numbers = count(time.time_ns() // 1_000_000 % 1_000_000)


def new_visitor(**headers) -> Client:
    number = next(_numbers)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", **headers)


def new_email() -> str:
    return f"person{next(_numbers)}@example.com"


@pytest.fixture
def visitor(db):
    return new_visitor()


@pytest.fixture
def ana(store):
    """An owner with a password and a checked e-mail."""
    user = add_person(email=new_email(), name="Ana Silva", password=PASSWORD)
    MembershipFactory(store=store, user=user)
    return user


def sign_in(client, user, password=PASSWORD, **extra):
    return client.post("/account/sign-in", {"login": user.email, "password": password}, **extra)


def is_signed_in(client) -> bool:
    return client.get("/account/security").status_code == 200


def code_of(secret: str, steps_ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps_ahead))


def add_app(client) -> str:
    """Go through adding an authenticator app; gives its secret."""
    page = client.get("/account/app").content.decode()
    secret = re.search(r"secret-key\">([A-Z2-7]+)<", page)[1]
    response = client.post("/account/app", {"code": code_of(secret)})
    assert response.status_code == 302, response.context["form"].errors
    return secret


def recovery_codes(client) -> list[str]:
    return re.findall(r"<code>(\d{8})</code>", client.get("/account/recovery-codes").content.decode())


def events_of(user) -> list[str]:
    return list(
        EventRecord.objects.filter(subject_id=user.pk, subject_kind="accounts.user")
        .order_by("pk")
        .values_list("name", flat=True)
    )


def mail_to(address: str):
    return next(message for message in reversed(mail.outbox) if message.to == [address])
