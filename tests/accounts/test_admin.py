import time

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from accounts.services import add_person
from crm.admin_site import GROUPS
from tests.accounts.conftest import (
    PASSWORD,
    add_app,
    events_of,
    is_signed_in,
    new_email,
    new_visitor,
    sign_in,
)
from tests.conftest import proof_of
from tests.factories import MembershipFactory

# Not shown, each for a reason.
LEFT_OUT = {
    "auth.Permission": "Django's own permissions are not used",
    "auth.Group": "nor are its groups",
    "contenttypes.ContentType": "bookkeeping of Django",
    "sessions.Session": "holds whole sessions; usersessions.UserSession says what one needs to know",
    "account.EmailConfirmation": "codes are used instead",
    "core.StoreSettings": "shown with its store",
    "core.OutboxEntry": "the relay's own, gone within a second",
    "core.RelayShard": "the relay's own",
    "core.IdempotencyRecord": "answers already given, with what they held",
    "core.JobPart": "pieces of a result file",
    "core.ListPreference": "columns and densities of lists",
    "core.BulkBatch": "ids kept for Undo",
    "notifications.Notification": "what one person was told",
    "core.ErasureKey": "sealed keys",
    "core.ErasedMark": "hashes of whoever was erased",
    "customers.CustomerTag": "shown with its customer in the app",
    "customers.Consent": "what the ledger of consents comes to",
    "customers.CustomValue": "shown with its customer in the app",
    "customers.CustomerFile": "shown as files",
    "customers.DuplicatePair": "found anew each night",
    "customers.FormerId": "where an old address leads",
    "customers.ImportChange": "what an import puts back",
    "customers.ImportLine": "lines of an import",
    "customers.ImportPart": "stretches of an import",
    "customers.LifecycleReport": "added up each hour",
    "customers.MergedRows": "what a merge puts back",
    "customers.NoteVersion": "shown with its note in the app",
    "customers.Preference": "shown with its customer in the app",
    "customers.Relation": "shown with its customers in the app",
    "customers.DetailNews": "which news a detail came from, for the next delivery",
    "customers.RfmCuts": "one row of cuts a store, worked out each night",
    "commerce.ProductCategory": "joins a product and a category",
    "commerce.ProductImage": "shown as files",
    "commerce.RefundLine": "pieces of a refund",
    "commerce.CartLine": "pieces of a cart",
    "commerce.CustomerCategory": "counted from orders",
    "commerce.CustomerEventStat": "counted from events",
    "commerce.Visitor": "shown with its visits",
}


@pytest.fixture
def root(db):
    """A superuser with a second step, just signed in."""
    client = new_visitor()
    client.user = add_person(email=new_email(), name="Root", password=PASSWORD, is_superuser=True)
    Authenticator.objects.create(user=client.user, type="totp", data={"secret": "x"})
    client.force_login(client.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    prove(client, time.time())
    return client


def prove(client, at):
    session = client.session
    session.update(proof_of(client.user, at))
    session.save()


def do(root, action, user):
    url = reverse("admin:accounts_user_changelist")
    return root.post(url, {"action": action, "_selected_action": [user.pk]}, follow=True)


def test_every_model_is_shown_or_left_out_for_a_reason():
    shown = {model._meta.label for model in admin.site._registry}
    everything = {model._meta.label for model in apps.get_models()}

    assert shown | LEFT_OUT.keys() >= everything
    assert not shown & LEFT_OUT.keys()
    assert {label for _title, labels in GROUPS for label in labels} == shown


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_every_list_opens(root, model):
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    assert root.get(url, {"q": "x"}).status_code == 200


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
def test_rows_are_to_look_at_only(rf, root, model):
    request = rf.get("/")
    request.user = root.user
    page = admin.site._registry[model]

    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)


def test_no_secret_is_shown(root, visitor, ana):
    sign_in(visitor, ana)
    add_app(visitor)
    ana.refresh_from_db()
    app = ana.authenticator_set.get(type="totp")
    session = ana.usersession_set.first()

    pages = "".join(
        root.get(reverse(f"admin:{name}_change", args=[row.pk])).content.decode()
        for name, row in (
            ("accounts_user", ana),
            ("mfa_authenticator", app),
            ("usersessions_usersession", session),
        )
    )

    assert ana.email in pages
    for secret in (ana.password, app.data["secret"], session.session_key):
        assert secret not in pages


def test_anybody_else_is_turned_away(owner, client):
    assert owner.get("/admin/").status_code == 403
    assert client.get("/admin/").url == "/account/sign-in?next=/admin/"
    assert client.get("/admin/login/").url == "/account/sign-in?next=/admin/"
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


def test_a_superuser_without_a_second_step_sets_one_up_first(root):
    root.user.authenticator_set.all().delete()

    assert root.get("/admin/").url == "/account/security"
    assert root.get("/admin/accounts/user/").url == "/account/security"


def test_a_sign_in_of_long_ago_is_confirmed_again(root):
    prove(root, time.time() - 3600)

    assert root.get("/admin/").url.startswith("/account/again")


def test_only_chosen_networks_reach_it(root, settings):
    settings.ADMIN_NETWORKS = ["192.0.2.0/24"]
    assert root.get("/admin/").status_code == 404

    assert root.get("/admin/", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_blocking_somebody_ends_their_sessions_and_is_remembered(root, visitor, ana):
    sign_in(visitor, ana)

    do(root, "block", ana)

    ana.refresh_from_db()
    assert not ana.is_active
    assert not is_signed_in(visitor)
    assert "accounts.person_blocked" in events_of(ana)
    assert LogEntry.objects.filter(user=root.user, object_id=str(ana.pk)).count() == 1


def test_a_superuser_cannot_block_themselves(root):
    do(root, "block", root.user)

    root.user.refresh_from_db()
    assert root.user.is_active
    assert not LogEntry.objects.exists()


def test_lost_second_steps_are_taken_away(root, visitor, ana):
    sign_in(visitor, ana)
    add_app(visitor)

    do(root, "take_second_step_away", ana)

    assert not ana.authenticator_set.exists()
    assert "accounts.second_step_reset" in events_of(ana)


def test_a_store_leads_to_its_people_and_its_activity(root):
    store = MembershipFactory().store

    page = root.get(reverse("admin:core_store_changelist")).content.decode()

    for name in ("accounts_membership", "core_eventrecord"):
        url = f"{reverse(f'admin:{name}_changelist')}?store__id__exact={store.pk}"
        assert url in page
        assert root.get(url).status_code == 200
