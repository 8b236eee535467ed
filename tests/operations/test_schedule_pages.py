from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.roles import Role
from core import beat
from core.events.relay import relay
from core.models import Heartbeat, OutboxEntry, ParkedEvent, PeriodicRun
from operations.schedule import rhythm_of
from tests.conftest import signed_in
from tests.core.subscriptions import ring
from tests.factories import MembershipFactory, StoreFactory

NAME = "core.forget_old_runs"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def support(store):
    """May look at jobs, not steer them."""
    return signed_in(MembershipFactory(store=store, role=Role.SUPPORT))


def run(name=NAME):
    job = beat.job_named(name)
    beat.run_slot(job, job.slot_of(timezone.now()))


def test_scheduled_jobs_show_their_last_run_and_their_next(owner):
    run()
    response = owner.get("/jobs/scheduled")
    job = next(job for job in response.context["jobs"] if job.name == NAME)
    assert job.outcome == "Done"
    assert job.next_at > timezone.now()
    assertContains(response, "Daily at 03:00 UTC")
    assertContains(response, "Not run yet")


def test_a_part_without_a_sign_of_life_is_named(owner):
    assertContains(owner.get("/jobs/scheduled"), "gives no sign of life")
    for part in ("beat", "critical", "default", "bulk", "io"):
        Heartbeat.objects.create(part=part, seen_at=timezone.now())
    assertNotContains(owner.get("/jobs/scheduled"), "gives no sign of life")


def test_an_error_is_shown_to_the_operator_alone(owner, store):
    PeriodicRun.objects.create(
        job=NAME,
        slot=timezone.now(),
        started_at=timezone.now(),
        outcome="failed",
        error="shop 77 has no mail",
    )
    assertNotContains(owner.get("/jobs/scheduled"), "shop 77")
    operator = MembershipFactory(store=store, user__is_superuser=True)
    assertContains(signed_in(operator).get("/jobs/scheduled"), "shop 77")


def test_a_job_is_run_now(owner):
    response = owner.post(f"/jobs/scheduled/{NAME}/run", headers=HTMX)
    assertContains(response, "Waiting")
    assert "It starts within seconds." in response["HX-Trigger"]
    assert PeriodicRun.objects.get().asked_by == str(owner.membership.user)


def test_running_an_unknown_job_is_refused(owner):
    response = owner.post("/jobs/scheduled/no.such/run", headers=HTMX)
    assert "no such job" in response["HX-Trigger"]
    assert not PeriodicRun.objects.exists()


def test_who_may_only_look_cannot_steer(support, parked):
    assertNotContains(support.get("/jobs/scheduled"), "Run now")
    assertNotContains(support.get("/jobs/parked"), "Try all again")
    for address in (
        f"/jobs/scheduled/{NAME}/run",
        "/jobs/parked/replay",
        f"/jobs/parked/{parked[0].public_id}/replay",
        f"/jobs/parked/{parked[0].public_id}/discard",
    ):
        assert support.post(address).status_code == 403
    assert ParkedEvent.objects.filter(next_try_at__gt=timezone.now()).count() == 2
    assert not PeriodicRun.objects.exists()


def test_parked_events_show_what_failed_and_when_it_is_tried_again(owner, parked):
    response = owner.get("/jobs/parked")
    assertContains(response, "ValueError: cracked bell")
    assertContains(response, "Tests: listener")
    assert len(response.context["listing"].rows) == 2


def test_a_parked_event_tells_all_in_the_drawer(owner, parked):
    response = owner.get(f"/jobs/parked/{parked[0].public_id}")
    assertContains(response, "Traceback")
    assertContains(response, "Failed once.")


def test_a_parked_event_is_tried_again_from_its_page(owner, parked, listener):
    listener.calls.clear()
    response = owner.post(f"/jobs/parked/{parked[0].public_id}/replay", headers=HTMX)
    assert "drawer:close" in response["HX-Trigger"]
    relay()
    assert listener.calls == [[1]]


def test_a_parked_event_is_discarded_from_its_page(owner, parked):
    owner.post(f"/jobs/parked/{parked[0].public_id}/discard", headers=HTMX)
    assert list(ParkedEvent.objects.all()) == [parked[1]]


def test_all_are_tried_again(owner, parked, listener):
    assert owner.post("/jobs/parked/replay").status_code == 302
    relay()
    assert not ParkedEvent.objects.exists()


def test_many_are_discarded_from_the_list(owner, parked):
    ids = [str(row.public_id) for row in parked]
    address = "/jobs/parked/bulk/discard"
    asked = owner.post(address, {"scope": "page", "ids": ids, "shown": ids}, headers=HTMX)
    assertContains(asked, "Discard 2 events?")
    assert ParkedEvent.objects.count() == 2


def test_another_stores_parked_event_is_not_found(stranger, parked):
    assert stranger.get(f"/jobs/parked/{parked[0].public_id}").status_code == 404
    assert stranger.post(f"/jobs/parked/{parked[0].public_id}/discard").status_code == 404
    assertNotContains(stranger.get("/jobs/parked"), "cracked")
    assert ParkedEvent.objects.count() == 2


def test_nothing_parked_is_good_news(owner):
    assertContains(owner.get("/jobs/parked"), "No event is parked")


def test_waiting_events_are_counted(owner, store, listener):
    ring(StoreFactory(), 5, 6)
    assert OutboxEntry.objects.count() == 2
    assertContains(owner.get("/jobs/scheduled"), "2 events wait")


def test_rhythms_read_as_people_say_them(db):
    def rhythm(**options):
        return beat.Periodic(
            name="t",
            title="",
            work=print,
            makes_up="latest",
            queue="default",
            in_one_transaction=True,
            **{"every": None, "daily_at": None, **options},
        )

    assert rhythm_of(rhythm(every=timedelta(minutes=1))) == "Every minute"
    assert rhythm_of(rhythm(every=timedelta(minutes=5))) == "Every 5 minutes"
    assert rhythm_of(rhythm(every=timedelta(hours=1))) == "Every hour"
    assert rhythm_of(rhythm(every=timedelta(hours=6))) == "Every 6 hours"
    assert rhythm_of(rhythm(every=timedelta(seconds=30))) == "Every 30 seconds"
