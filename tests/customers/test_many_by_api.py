"""Changing and exporting many customers through the API."""

import json

import pytest

from core.jobs import run_job
from core.models import Job
from customers.models import AccountStatus, Customer, CustomerTag, Tag
from tests.api.conftest import new_key, with_key
from tests.factories import CustomerFactory, StoreFactory

BULK = "/api/customers/bulk-action"


@pytest.fixture
def program(store):
    return with_key(new_key(store))


def post(program, path, body):
    return program.post(path, json.dumps(body), content_type="application/json")


def test_those_with_these_ids_are_tagged_by_a_job(program, store):
    people = CustomerFactory.create_batch(3, store=store)
    ids = [str(one.public_id) for one in people[:2]]
    answer = post(program, BULK, {"action": "tag", "ids": ids, "values": {"tag": "Press"}})
    assert answer.status_code == 202
    assert (answer.json()["title"], answer.json()["total"]) == ("Tag 2 customers", 2)
    run_job(Job.objects.get())
    assert set(CustomerTag.objects.values_list("customer_id", flat=True)) == {one.pk for one in people[:2]}


def test_all_that_the_filters_match_are_suspended(program, store):
    CustomerFactory(store=store, first_name="Ana")
    CustomerFactory(store=store, first_name="Ben", source="api")
    post(program, BULK, {"action": "suspend", "filters": {"source": ["api"]}})
    run_job(Job.objects.get())
    assert Customer.objects.get(status=AccountStatus.SUSPENDED).first_name == "Ben"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"action": "suspend"}, ""),
        ({"action": "suspend", "ids": [], "filters": {}}, "ids"),
        ({"action": "suspend", "filters": {"colour": "red"}}, "filters"),
        ({"action": "suspend", "filters": {"ltv_from": "much"}}, "filters"),
        ({"action": "tag", "filters": {}}, "values.tag"),
        ({"action": "dance", "filters": {}}, "action"),
    ],
)
def test_what_cannot_be_read_starts_nothing(program, store, body, field):
    CustomerFactory(store=store)
    answer = post(program, BULK, body)
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert not Job.objects.exists()


def test_each_action_needs_its_own_permission(store):
    reader = with_key(new_key(store, scopes=["customers.view"]))
    CustomerFactory(store=store)
    assert post(reader, BULK, {"action": "delete", "filters": {}}).status_code == 403
    assert not Job.objects.exists()


def test_another_stores_customers_are_out_of_reach(program, store):
    foreign = CustomerFactory(store=StoreFactory())
    post(program, BULK, {"action": "tag", "ids": [str(foreign.public_id)], "values": {"tag": "Mine"}})
    run_job(Job.objects.get())
    assert not CustomerTag.objects.exists()
    assert not Tag.objects.filter(store=foreign.store).exists()


def test_an_export_is_a_job_with_the_columns_asked_for(program, store):
    CustomerFactory(store=store, first_name="Ana", last_name="Silva", email="ana@example.com")
    answer = post(
        program, "/api/customers/export", {"filters": {}, "columns": ["email", "name"], "sort": "name"}
    )
    assert answer.status_code == 202
    job = Job.objects.get()
    assert (job.params["columns"], job.params["sort"]) == (["name", "email"], "name")


def test_analytics_answer_with_rates_and_kinds(program, store):
    CustomerFactory(store=store)
    told = program.get("/api/customers/analytics").json()
    assert told["overview"]["customers"] == 1
    assert told["overview"]["churn_rate"] is None
    assert [row["name"] for row in told["churn_risk"]] == ["low", "medium", "high"]
