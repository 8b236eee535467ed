import json
from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.models import Notification
from tests.factories import NotificationFactory

BELL = "/notifications/bell"


@pytest.fixture
def told(store, owner):
    """Tell the owner something: `told(title=…)`."""

    def tell(**fields):
        row = NotificationFactory(store=store, user=owner.membership.user, **fields)
        return Notification.objects.get(pk=row.pk)

    return tell


def toast_of(response):
    return json.loads(response.get("HX-Trigger", "{}")).get("toast")


def test_the_bell_counts_unread_ones_of_this_store_and_person(owner, told):
    told()
    told(read_at=timezone.now())
    NotificationFactory(user=owner.membership.user)
    assert "1 unread" in owner.get(BELL).content.decode()


def test_an_unchanged_bell_is_answered_304_for_little(owner, told, django_assert_max_num_queries):
    told()
    tag = owner.get(BELL)["HX-PTag"]
    with django_assert_max_num_queries(5):  # four for who asks, one for the bell
        assert owner.get(BELL, headers={"HX-PTag": tag}).status_code == 304
    told()
    assert owner.get(BELL, headers={"HX-PTag": tag}).status_code == 200


def test_news_is_said_as_a_toast_until_the_page_says_it_was_shown(owner, told):
    notification = told(title="Export is done", text="1,284 customers")
    response = owner.get(BELL)
    assert toast_of(response) == {
        "title": "Export is done",
        "text": "1,284 customers",
        "tone": "success",
        "undo": "",
    }
    seen = f"/notifications/{notification.public_id}/seen"
    assert seen in response.content.decode()
    assert owner.post(seen).status_code == 204
    again = owner.get(BELL)
    assert toast_of(again) is None
    assert "1 unread" in again.content.decode()


def test_much_news_is_one_toast(owner, told):
    told(title="First")
    told(title="Second")
    assert toast_of(owner.get(BELL))["title"] == "2 new notifications"


def test_old_news_is_not_said_aloud(owner, told):
    notification = told()
    Notification.objects.filter(pk=notification.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert toast_of(owner.get(BELL)) is None


def test_looking_at_the_bell_changes_nothing(owner, told):
    told()
    for address in (BELL, "/notifications/panel", "/notifications"):
        owner.get(address)
    assert Notification.objects.get().seen_at is None


def test_opening_one_marks_it_read_and_goes_where_it_points(owner, told):
    notification = told(url="/jobs")
    assert owner.post(f"/notifications/{notification.public_id}/read").url == "/jobs"
    assert Notification.objects.get().read_at


def test_the_page_lists_mine_newest_first_and_filters_unread(owner, told):
    told(title="Older")
    told(title="Newer", read_at=timezone.now())
    page = owner.get("/notifications").content.decode()
    assert page.index("Newer") < page.index("Older")
    assert "Newer" not in owner.get("/notifications?show=unread").content.decode()


def test_another_persons_notification_is_absent(owner, agent, stranger, told):
    address = f"/notifications/{told().public_id}/read"
    assert agent.post(address).status_code == 404
    assert stranger.post(address).status_code == 404
    assert Notification.objects.get().read_at is None


def test_all_are_marked_read_at_once(owner, told):
    told()
    told()
    response = owner.post("/notifications/read", headers={"HX-Request": "true"})
    assert "notifications-changed" in response["HX-Trigger"]
    assert not Notification.objects.unread().exists()
