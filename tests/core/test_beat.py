from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from core import beat, tasks
from core.beat import heartbeats, schedule
from core.beat.slots import _begin
from core.models import Outcome, PeriodicRun, Store
from core.tasks import look_for_due_work

NOW = datetime(2025, 11, 20, 9, 31, 20, tzinfo=UTC)
AT_9_30 = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)


@pytest.fixture
def make_job(monkeypatch, db):
    """Registers a periodic job alone, and gives it back with the slots it was called for."""
    monkeypatch.setattr(schedule, "_jobs", {})

    def make(work=None, **options):
        slots = []

        def run(slot):
            slots.append(slot)
            if work:
                work()

        options = options or {"every": timedelta(minutes=5)}
        beat.periodic("tests.sweep", title="Sweep", **options)(run)
        return beat.job_named("tests.sweep"), slots

    return make


def slots_due(now=NOW):
    return [slot for _, slot in beat.due_slots(now)]


def test_a_new_job_is_due_once_for_the_slot_that_has_begun(make_job):
    job, slots = make_job()
    assert slots_due() == [AT_9_30]
    assert beat.run_slot(job, AT_9_30)
    assert slots == [AT_9_30]
    assert slots_due() == []


def test_a_daily_job_is_due_from_its_hour_on(make_job):
    job, _ = make_job(daily_at=time(9, 30))
    assert job.slot_of(NOW) == AT_9_30
    assert job.slot_of(AT_9_30 - timedelta(seconds=1)) == AT_9_30 - timedelta(days=1)
    assert job.next_slot(NOW) == AT_9_30 + timedelta(days=1)


def test_a_slot_is_done_once_however_many_schedulers_ring(make_job):
    job, slots = make_job()
    assert beat.run_slot(job, AT_9_30)
    assert not beat.run_slot(job, AT_9_30)
    assert slots == [AT_9_30]
    assert PeriodicRun.objects.get().attempts == 1


def test_of_many_missed_slots_only_the_latest_is_made_up(make_job):
    job, _ = make_job()
    beat.run_slot(job, AT_9_30 - timedelta(hours=3))
    assert slots_due() == [AT_9_30]


def test_a_job_that_minds_makes_up_each_missed_slot_oldest_first(make_job):
    job, _ = make_job(every=timedelta(hours=1), makes_up="each")
    hours = [datetime(2025, 11, 20, hour, tzinfo=UTC) for hour in range(5, 10)]
    beat.run_slot(job, hours[0])
    beat.run_slot(job, hours[2])
    assert slots_due() == [hours[1], hours[3], hours[4]]


def test_slots_missed_more_than_a_week_ago_stay_missed(make_job):
    job, _ = make_job(daily_at=time(9, 30), makes_up="each")
    beat.run_slot(job, AT_9_30 - timedelta(days=20))
    beat.run_slot(job, AT_9_30 - timedelta(days=6))
    assert slots_due() == [AT_9_30 - timedelta(days=days) for days in (5, 4, 3, 2, 1, 0)]


def test_failed_work_leaves_nothing_but_the_error_and_is_tried_again_later(make_job):
    def break_down():
        Store.objects.create(name="Half done")
        raise ValueError("no more ink")

    job, slots = make_job(break_down)
    assert not beat.run_slot(job, AT_9_30)
    assert not Store.objects.exists()
    run = PeriodicRun.objects.get()
    assert (run.outcome, run.attempts) == (Outcome.FAILED, 1)
    assert "no more ink" in run.error
    assert slots_due() == []
    assert AT_9_30 in slots_due(timezone.now() + timedelta(minutes=3))


def test_after_five_failures_a_slot_is_given_up(make_job):
    def break_down():
        raise ValueError

    job, slots = make_job(break_down)
    for _ in range(5):
        beat.run_slot(job, AT_9_30)
    assert len(slots) == 5
    assert PeriodicRun.objects.get().next_try_at is None
    assert AT_9_30 not in slots_due(timezone.now() + timedelta(days=1))


def test_work_that_died_half_way_is_looked_at_again_after_a_minute(make_job):
    job, _ = make_job(every=timedelta(minutes=5), in_one_transaction=False)
    _begin(job, AT_9_30)
    assert slots_due() == []
    assert AT_9_30 in slots_due(timezone.now() + timedelta(seconds=61))


def test_a_job_says_one_rhythm():
    with pytest.raises(TypeError, match="either"):
        beat.periodic("tests.odd", title="Odd")


def test_two_jobs_of_one_name_are_refused(make_job):
    make_job()
    with pytest.raises(TypeError, match="Two periodic jobs"):
        make_job()


def test_old_runs_are_forgotten_but_for_the_latest_of_each_job(make_job):
    job, _ = make_job()
    beat.run_slot(job, AT_9_30 - timedelta(days=40))
    beat.run_slot(job, AT_9_30 - timedelta(days=30))
    beat.forget_runs_before(NOW - timedelta(days=14))
    assert PeriodicRun.objects.get().slot == AT_9_30 - timedelta(days=30)


def test_the_tick_of_the_beat_sends_what_is_due_and_is_seen(make_job, settings, monkeypatch):
    make_job()
    sent = []
    monkeypatch.setattr(tasks.run_periodic, "apply_async", lambda **message: sent.append(message))
    look_for_due_work(by_beat=True)
    assert [message["queue"] for message in sent] == ["default"]
    assert sent[0]["args"][0] == "tests.sweep"
    assert "beat" not in heartbeats.silent_parts(timezone.now())
    assert set(heartbeats.silent_parts(timezone.now())) == set(settings.QUEUES)
