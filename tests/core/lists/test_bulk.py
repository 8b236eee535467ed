"""Verbs for many rows: at once, as a job, and taken back."""

import pytest

from core.jobs import run_job
from core.lists import bulk
from core.models import BulkRun, EventRecord, Job
from customers.models import AccountStatus, Customer
from tests.factories import CustomerFactory

SUSPEND = "/customers/bulk/suspend"
ALL = {"scope": "all", "query": ""}


def ids(customers):
    return [str(customer.public_id) for customer in customers]


def suspended(store) -> int:
    return store.customers.filter(status=AccountStatus.SUSPENDED).count()


@pytest.fixture
def few_at_once(monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 5)
    monkeypatch.setattr(bulk, "STRETCH", 4)


def test_ticked_rows_change_at_once_and_the_toast_offers_to_take_it_back(owner, store, crowd):
    response = owner.post(SUSPEND, {"ids": ids(crowd[:4]), "confirmed": "4"}, headers={"HX-Request": "true"})
    assert suspended(store) == 5
    assert '"3 customers suspended"' in response["HX-Trigger"]
    assert "1 skipped: Already suspended." in response["HX-Trigger"]

    run = BulkRun.objects.get()
    owner.post(f"{SUSPEND}/{run.public_id}/undo")
    assert suspended(store) == 2
    crowd[3].refresh_from_db()
    assert crowd[3].is_suspended  # it was before, and is again


def test_undone_once_is_undone(owner, store, crowd):
    owner.post(SUSPEND, {"ids": ids(crowd[:3]), "confirmed": "3"})
    undo = f"{SUSPEND}/{BulkRun.objects.get().public_id}/undo"
    owner.post(undo)
    events = EventRecord.objects.count()
    assert owner.post(undo).status_code == 409
    assert EventRecord.objects.count() == events


def test_many_rows_are_asked_about_with_their_number(owner, store, crowd, few_at_once):
    response = owner.post(SUSPEND, ALL, headers={"HX-Request": "true"})
    assert "Suspend 23 customers?" in response.content.decode()
    assert suspended(store) == 2


def test_more_rows_than_agreed_to_are_asked_about_again(owner, store, crowd, few_at_once):
    CustomerFactory(store=store)
    response = owner.post(SUSPEND, ALL | {"confirmed": "23"}, headers={"HX-Request": "true"})
    assert "Suspend 24 customers?" in response.content.decode()
    assert not Job.objects.exists()


def test_many_rows_change_as_a_job_stretch_by_stretch_and_back(owner, store, crowd, few_at_once):
    owner.post(SUSPEND, ALL | {"confirmed": "23"}, headers={"HX-Request": "true"})
    job = run_job(Job.objects.get())
    assert (job.state, job.done, job.error_count) == ("done", 23, 2)
    assert job.outcome == "21 customers suspended"
    assert suspended(store) == 23

    run = BulkRun.objects.get()
    owner.post(f"{SUSPEND}/{run.public_id}/undo", headers={"HX-Request": "true"})
    run_job(Job.objects.latest("pk"))
    assert suspended(store) == 2


def test_all_means_what_the_filters_match_without_those_taken_out(owner, store, crowd, few_at_once):
    shown, out = ids(crowd[:3]), ids(crowd[1:2])
    given = {
        "scope": "all", "query": "status=active", "shown": shown, "ids": [i for i in shown if i not in out],
        "confirmed": "99",
    }  # fmt: skip
    owner.post(SUSPEND, given)
    run_job(Job.objects.get())
    assert list(store.customers.filter(status=AccountStatus.ACTIVE)) == [crowd[1]]


def test_filters_that_make_no_sense_select_nobody(owner, store, crowd):
    response = owner.post(SUSPEND, {"scope": "all", "query": "status=nope", "confirmed": "99"})
    assert response.status_code == 204
    assert suspended(store) == 2
    assert not Job.objects.exists()


def test_deleting_is_asked_about_even_for_one(owner, store, crowd):
    one = {"ids": ids(crowd[:1])}
    owner.post("/customers/bulk/delete", one, headers={"HX-Request": "true"})
    assert store.customers.count() == 23
    owner.post("/customers/bulk/delete", one | {"confirmed": "1"}, headers={"HX-Request": "true"})
    assert store.customers.count() == 22
    owner.post(f"/customers/bulk/delete/{BulkRun.objects.get().public_id}/undo")
    assert store.customers.count() == 23


def test_the_rows_of_others_are_out_of_reach(owner, agent, stranger, store, crowd):
    stranger.post(SUSPEND, {"ids": ids(crowd)})
    assert agent.post(SUSPEND, {"ids": ids(crowd)}).status_code == 403
    owner.post(SUSPEND, {"ids": ids(crowd[:1]), "confirmed": "1"})
    undo = f"{SUSPEND}/{BulkRun.objects.get(store=store).public_id}/undo"
    assert stranger.post(undo).status_code == 404
    assert suspended(store) == 3
    assert not Customer.objects.exclude(store=store).exists()
