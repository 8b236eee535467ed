import time

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.services import add_person
from tests.browser.test_signin import PASSWORD
from tests.conftest import proof_of
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def root(client):
    user = add_person(email="root@example.com", name="Root", password=PASSWORD, is_superuser=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": ""})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session.update(proof_of(user, time.time()))
    session.save()
    return client


@pytest.mark.parametrize(
    "name",
    [
        "index",
        "accounts_user_changelist",
        "accounts_user_change",
        "core_store_changelist",
        "core_eventrecord_changelist",
    ],
)
def test_the_admin_breaks_no_rule_of_the_policy(enter, root, shot, name):
    member = MembershipFactory()
    path = reverse(f"admin:{name}", args=[member.user.pk] if name.endswith("_change") else [])
    opened = enter(root, path)
    shot(f"admin-{name}")
    assert opened.title().endswith("Regulars administration")
