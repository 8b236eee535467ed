from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.roles import Role
from core.actors import SYSTEM
from core.events.relay import relay
from core.jobs import run_job, start_job
from notifications.models import Notification
from notifications.services import forget_old, mark_all_read, mark_seen, notify
from tests.core import sample_jobs  # noqa: F401  (registers them)
from tests.factories import MembershipFactory, NotificationFactory, UserFactory

KIND = "platform.job_finished"


@pytest.fixture
def members(store):
    return MembershipFactory.create_batch(3, store=store, role=Role.SUPPORT)


def tell(store, users, **more):
    return notify(store=store, users=users, kind=KIND, title="Export is done", url="/jobs", **more)


def test_many_members_are_told_in_three_statements(store, members, django_assert_num_queries):
    with django_assert_num_queries(4):  # members, savepoint, insert, release
        assert tell(store, [member.user for member in members]) == 3
    assert Notification.objects.count() == 3


def test_who_left_the_store_is_not_told(store, members):
    members[0].deactivated_at = timezone.now()
    members[0].save()
    told = tell(store, [members[0].user, UserFactory(), MembershipFactory().user, members[1].user])
    assert told == 1
    assert Notification.objects.get().user == members[1].user


def test_who_switched_the_kind_off_is_not_told(store, members):
    user = members[0].user
    user.muted_notifications = [KIND]
    user.save()
    assert tell(store, [user]) == 0
    assert notify(store=store, users=[user], kind="platform.job_failed", title="Export failed") == 1


def test_the_same_news_is_kept_once(store, members):
    for _ in range(2):
        tell(store, [members[0].user], key="job-1")
    tell(store, [members[1].user], key="job-1")
    assert Notification.objects.count() == 2


@pytest.mark.parametrize("url", ["https://evil.example", "//evil.example", "javascript:alert(1)"])
def test_a_notification_points_only_at_pages_of_ours(store, members, url):
    with pytest.raises(IntegrityError):
        notify(store=store, users=[members[0].user], kind=KIND, title="x", url=url)


def test_a_finished_job_is_told_to_who_started_it(store, owner):
    job = run_job(start_job(kind="tests.write_file", store=store, by=owner.membership.actor, title="Export"))
    relay()
    notification = Notification.objects.get()
    assert (notification.user, notification.title) == (owner.membership.user, "Export is done")
    assert notification.url == f"/jobs/{job.public_id}"


def test_a_failed_job_is_told_with_its_reason(store, owner):
    run_job(start_job(kind="tests.refuse", store=store, by=owner.membership.actor, title="Import"))
    relay()
    notification = Notification.objects.get()
    assert (notification.title, notification.text) == ("Import failed", "The shop is closed.")


def test_nobody_is_told_of_a_job_nobody_started(store, owner):
    run_job(start_job(kind="tests.write_file", store=store, by=SYSTEM))
    relay()
    assert not Notification.objects.exists()


def test_reading_all_leaves_other_peoples_and_stores_alone(store, members):
    user = members[0].user
    mine = NotificationFactory(store=store, user=user)
    elsewhere = NotificationFactory(user=user)
    others = NotificationFactory(store=store, user=members[1].user)
    assert mark_all_read(store=store, user=user, now=timezone.now()) == 1
    assert set(Notification.objects.unread()) == {elsewhere, others}
    mine.refresh_from_db()
    assert mine.read_at


def test_seen_is_what_was_shown_and_not_what_came_since(store, members):
    user = members[0].user
    first, second = NotificationFactory.create_batch(2, store=store, user=user)
    assert mark_seen(up_to=first, now=timezone.now()) == 1
    assert list(Notification.objects.filter(seen_at=None)) == [second]


def test_old_ones_are_forgotten(store, members):
    old, new = NotificationFactory.create_batch(2, store=store, user=members[0].user)
    Notification.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=91))
    assert forget_old(now=timezone.now()) == 1
    assert list(Notification.objects.all()) == [new]
