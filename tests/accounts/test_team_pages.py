import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import ApiKey, CustomRole, Invitation, Membership, User
from accounts.roles import Role
from core.models import Store
from tests.conftest import signed_in
from tests.factories import (
    ApiKeyFactory,
    CustomRoleFactory,
    InvitationFactory,
    MembershipFactory,
    StoreFactory,
    UserFactory,
)


def link_of(mail) -> str:
    return re.search(r"http://\S+(/join/\S+)", mail.body).group(1)


def invite(client, email="nia@example.com", role=Role.SALES):
    return client.post("/settings/team/invite", {"email": email, "role": role})


def test_an_invited_person_joins_by_the_link_in_the_mail(owner, store, mailoutbox):
    assertRedirects(invite(owner), "/settings/team")
    mail = mailoutbox[0]
    assert mail.to == ["nia@example.com"]
    assert store.name in mail.subject
    assert link_of(mail) in mail.alternatives[0].content
    newcomer = Client()
    assertContains(newcomer.get(link_of(mail)), store.name)
    response = newcomer.post(link_of(mail), {"name": "Nia", "password": "brisk otters paddle north"})
    assertRedirects(response, "/")
    member = Membership.objects.get(user__email="nia@example.com")
    assert (member.store, member.role) == (store, Role.SALES)
    assertContains(newcomer.get("/"), store.name)


def test_opening_the_link_changes_nothing(owner, mailoutbox):
    invite(owner)
    Client().get(link_of(mailoutbox[0]))
    assert Invitation.objects.get().accepted_at is None
    assert not User.objects.filter(email="nia@example.com").exists()


def test_a_weak_password_is_refused_with_the_name_kept(owner, mailoutbox):
    invite(owner)
    response = Client().post(link_of(mailoutbox[0]), {"name": "Nia", "password": "short"})
    assertContains(response, 'value="Nia"', status_code=422)
    assert not User.objects.filter(email="nia@example.com").exists()


def test_an_invited_person_with_an_account_signs_in_first(owner, mailoutbox):
    user = UserFactory(email="nia@example.com")
    invite(owner)
    link = link_of(mailoutbox[0])
    assertContains(Client().get(link), f"/account/sign-in?next={link}")
    client = signed_in(MembershipFactory(user=user))
    assertRedirects(client.post(link), "/")
    assert user.memberships.count() == 2


def test_somebody_else_who_is_signed_in_cannot_join(owner, stranger, mailoutbox):
    invite(owner)
    link = link_of(mailoutbox[0])
    assertContains(stranger.get(link), "You are signed in as")
    assert stranger.post(link).status_code == 422
    assert stranger.membership.user.memberships.count() == 1


@pytest.mark.parametrize("token", ["nonsense", "a" * 43])
def test_a_link_that_leads_nowhere_says_so(db, token):
    assertContains(Client().get(f"/join/{token}"), "no longer open", status_code=404)


def test_inviting_does_not_tell_who_has_an_account_elsewhere(owner, mailoutbox):
    MembershipFactory(user=UserFactory(email="known@example.com"))
    known, unknown = invite(owner, "known@example.com"), invite(owner, "unknown@example.com")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailoutbox) == 2


def test_a_mail_that_cannot_be_sent_is_shown_and_sent_again(owner, settings, mailoutbox):
    settings.EMAIL_BACKEND = "tests.accounts.mail_that_fails.EmailBackend"
    invite(owner)
    assertContains(owner.get("/settings/team"), "Not mailed")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    owner.post(f"/settings/team/invitations/{Invitation.objects.get().public_id}/resend")
    assertNotContains(owner.get("/settings/team"), "Not mailed")
    assert len(mailoutbox) == 1


def test_an_owner_revokes_an_invitation(owner, mailoutbox):
    invite(owner)
    owner.post(f"/settings/team/invitations/{Invitation.objects.get().public_id}/revoke")
    assert Client().get(link_of(mailoutbox[0])).status_code == 404


def test_an_owner_changes_a_role_on_the_page(owner, store):
    member = MembershipFactory(store=store, role=Role.SALES)
    url = f"/settings/team/{member.public_id}"
    assertRedirects(owner.post(f"{url}/role", {"role": Role.SUPPORT}), url)
    member.refresh_from_db()
    assert member.role == Role.SUPPORT


def test_the_page_tells_why_the_last_owner_stays(owner):
    url = f"/settings/team/{owner.membership.public_id}/role"
    assertContains(owner.post(url, {"role": Role.SALES}), "the only owner", status_code=422)
    owner.membership.refresh_from_db()
    assert owner.membership.role == Role.OWNER


@pytest.mark.parametrize("verb", ["role", "deactivate", "reactivate", "remove"])
def test_another_stores_members_are_not_there(stranger, store, verb):
    member = MembershipFactory(store=store, role=Role.SALES)
    assert stranger.post(f"/settings/team/{member.public_id}/{verb}").status_code == 404
    member.refresh_from_db()
    assert (member.role, member.deactivated_at) == (Role.SALES, None)


def test_a_deactivated_person_sees_no_store_any_more(owner, store):
    client = signed_in(MembershipFactory(store=store, role=Role.SALES))
    assert client.get("/settings/profile").status_code == 200
    owner.post(f"/settings/team/{client.membership.public_id}/deactivate")
    response = client.get("/settings/team")
    assert response.status_code == 302
    assert store.name not in client.get("/", follow=True).content.decode()


def test_a_role_is_copied_edited_and_deleted(owner, store):
    page = owner.get("/settings/roles/add?from=marketer")
    assertContains(page, "Copy of Marketer")
    owner.post("/settings/roles/add", {"name": "Junior", "permissions": ["customers.view"]})
    role = CustomRole.objects.get()
    url = f"/settings/roles/{role.public_id}"
    owner.post(url, {"name": "Junior", "permissions": ["customers.view", "customers.edit"]})
    role.refresh_from_db()
    assert role.permissions == ["customers.view", "customers.edit"]
    assertContains(owner.get("/settings/roles"), "Junior")
    owner.post(f"{url}/delete")
    assert not CustomRole.objects.exists()


def test_a_key_is_shown_once(owner):
    page = owner.post(
        "/settings/api-keys/add", {"name": "Shop", "scopes": ["customers.view"], "rate_per_minute": 60}
    )
    secret = re.search(r"rgl_live_[\w-]{43}", page.content.decode()).group()
    assert "no-store" in page["Cache-Control"]
    key = ApiKey.objects.get()
    for url in ["/settings/api-keys", f"/settings/api-keys/{key.public_id}"]:
        assertNotContains(owner.get(url), secret)
    answer = Client().get("/api/me", headers={"Authorization": f"Bearer {secret}"})
    assert answer.json()["name"] == "Shop"


def test_a_rotated_key_works_beside_the_old_one_and_a_revoked_one_does_not(owner, store):
    key = ApiKeyFactory(store=store, secret="rgl_live_old")
    page = owner.post(f"/settings/api-keys/{key.public_id}/rotate", {"overlap_hours": "24"})
    new = re.search(r"rgl_live_[\w-]{43}", page.content.decode()).group()

    def call(secret):
        return Client().get("/api/me", headers={"Authorization": f"Bearer {secret}"}).status_code

    assert (call("rgl_live_old"), call(new)) == (200, 200)
    owner.post(f"/settings/api-keys/{key.public_id}/revoke")
    assert (call("rgl_live_old"), call(new)) == (401, 401)


def test_another_stores_keys_are_not_there(stranger, store):
    key = ApiKeyFactory(store=store)
    for verb in ["", "/rotate", "/revoke"]:
        url = f"/settings/api-keys/{key.public_id}{verb}"
        response = stranger.post(url) if verb else stranger.get(url)
        assert response.status_code == 404
    key.refresh_from_db()
    assert key.revoked_at is None


def test_staff_of_several_stores_switch_and_find_their_last_store_again(owner, store):
    other = StoreFactory(name="Second shop")
    MembershipFactory(store=other, user=owner.membership.user)
    assertContains(owner.get("/settings/stores/switch"), "Second shop")
    assertRedirects(owner.post("/settings/stores/switch", {"store": other.public_id}), "/")
    assertContains(owner.get("/settings/profile"), "Second shop")
    assertContains(signed_in(owner.membership).get("/settings/profile"), "Second shop</title>")


def test_nobody_switches_into_a_store_they_are_not_in(stranger, store):
    assert stranger.post("/settings/stores/switch", {"store": store.public_id}).status_code == 404
    stranger.membership.user.refresh_from_db()
    assert stranger.membership.user.last_store is None


def test_an_owner_opens_another_store(owner):
    assertRedirects(owner.post("/settings/stores/new", {"name": "Second shop"}), "/")
    member = owner.membership.user.memberships.get(store__name="Second shop")
    assert member.role == Role.OWNER


def test_both_sides_take_part_in_a_transfer(owner, store, mailoutbox):
    taker = signed_in(MembershipFactory(store=store, role=Role.MANAGER))
    owner.post("/settings/ownership/offer", {"taker": taker.membership.public_id})
    assert mailoutbox[0].to == [taker.membership.user.email]
    assertContains(taker.get("/settings/ownership"), "Accept the ownership")
    assert owner.post("/settings/ownership/accept").status_code == 404
    taker.post("/settings/ownership/accept")
    taker.membership.refresh_from_db()
    owner.membership.refresh_from_db()
    assert (taker.membership.role, owner.membership.role) == (Role.OWNER, Role.MANAGER)


def test_a_closed_store_lets_nobody_in_until_its_owner_opens_it_again(owner, agent, store):
    ApiKeyFactory(store=store, secret="rgl_live_x")
    owner.post("/settings/close", {"typed_name": store.name})
    assert Store.objects.get(pk=store.pk).closed_at
    assert agent.get("/settings/team").status_code == 302
    call = Client().get("/api/me", headers={"Authorization": "Bearer rgl_live_x"})
    assert call.status_code == 401
    assert agent.post(f"/settings/stores/{store.public_id}/reopen").status_code == 404
    owner.post(f"/settings/stores/{store.public_id}/reopen")
    assert agent.get("/settings/team").status_code == 200


def test_a_wrong_name_closes_nothing(owner, store):
    assertContains(
        owner.post("/settings/close", {"typed_name": "x"}), "exactly as it is written", status_code=422
    )
    assert Store.objects.get(pk=store.pk).closed_at is None


def test_leaving_needs_another_owner(owner, store):
    owner.post("/settings/leave")
    assert store.memberships.count() == 1
    MembershipFactory(store=store)
    owner.post("/settings/leave")
    assert not store.memberships.filter(user=owner.membership.user).exists()


@pytest.mark.parametrize("page", ["/settings/team", "/settings/roles", "/settings/api-keys"])
def test_a_larger_company_costs_no_more_queries(page, owner, store, django_assert_max_num_queries):
    def fill(count):
        for _person in range(count):
            role = CustomRoleFactory(store=store)
            MembershipFactory(store=store, role="", custom_role=role)
            ApiKeyFactory(store=store, created_by=owner.membership.user)
            InvitationFactory(store=store, invited_by=owner.membership.user)

    fill(2)
    owner.get(page)
    with django_assert_max_num_queries(30) as few:
        owner.get(page)
    fill(10)
    with django_assert_max_num_queries(len(few)):
        owner.get(page)
