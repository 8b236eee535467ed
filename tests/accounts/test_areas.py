"""An area that is switched off: no menu entry, pages 404, API 403, and nothing else lost."""

from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from core import features
from core.models import EventRecord
from core.shell import navigation, settings_pages
from tests.factories import ApiKeyFactory

AREAS = [feature.key for feature in features.all_features()]


@pytest.fixture
def switch_off(owner):
    return lambda area: owner.post(f"/settings/areas/{area}", {"on": "0"})


def entries_of(area):
    entries = [*navigation.entries, *settings_pages.entries]
    return [entry for entry in entries if features.area_of(entry.permission) == area]


@pytest.mark.parametrize("area", AREAS)
def test_its_entries_leave_the_menu(area, owner, switch_off):
    links = [f'href="{reverse(entry.url_name)}"' for entry in entries_of(area)]
    assert links
    before = owner.get("/settings/areas").content.decode()
    switch_off(area)
    after = owner.get("/settings/areas").content.decode()
    for link in links:
        assert link in before
        assert link not in after


def test_its_pages_are_not_there_and_its_api_is_refused(owner, store, client, switch_off):
    ApiKeyFactory(store=store, secret="rgl_live_a", scopes=["customers.view", "platform.view_jobs"])
    headers = {"Authorization": "Bearer rgl_live_a"}
    assert owner.get("/customers").status_code == 200
    assert client.get("/api/customers", headers=headers).status_code == 200
    switch_off("customers")
    assert owner.get("/customers").status_code == 404
    assert client.get("/api/customers", headers=headers).status_code == 403
    assert owner.get("/api/customers").status_code == 403
    assert client.get("/api/me", headers=headers).json()["permissions"] == ["platform.view_jobs"]


def test_without_the_api_area_every_key_is_refused_and_people_are_not(owner, store, client, switch_off):
    ApiKeyFactory(store=store, secret="rgl_live_a")
    switch_off("api_keys")
    assert client.get("/api/customers", headers={"Authorization": "Bearer rgl_live_a"}).status_code == 403
    assert owner.get("/api/customers").status_code == 200


def test_one_store_switching_off_leaves_the_others_alone(stranger, switch_off):
    switch_off("customers")
    assert stranger.get("/customers").status_code == 200


def test_a_refused_attempt_is_logged_once_however_often_it_is_tried(agent, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"KEY_PREFIX": uuid4().hex}}
    for _attempt in range(3):
        assert agent.get("/settings/team/invite").status_code == 403
    record = EventRecord.objects.get(name="accounts.access_denied")
    assert record.payload["permission"] == "team.invite"
    assert record.actor_id == agent.membership.user_id
    assert agent.get("/settings/api-keys").status_code == 403
    assert EventRecord.objects.filter(name="accounts.access_denied").count() == 2


def test_times_are_written_as_the_reader_likes_them(owner, store):
    ApiKeyFactory(store=store, expires_at="2030-05-01T15:30:00Z").refresh_from_db()
    url = f"/settings/api-keys/{store.apikeys.get().public_id}"
    assertContains(owner.get(url), "1 May 2030, 15:30")
    owner.membership.user.clock = "12"
    owner.membership.user.save()
    assertContains(owner.get(url), "1 May 2030, 3:30 p.m.")
    assertNotContains(owner.get(url), "15:30<")


def test_pages_show_store_time(owner, store):
    ApiKeyFactory(store=store, expires_at="2030-05-01T15:30:00Z")
    store.setting_rows.create(group="locale", values={"time_zone": "Asia/Tokyo"})
    assertContains(owner.get(f"/settings/api-keys/{store.apikeys.get().public_id}"), "2 May 2030, 00:30")
