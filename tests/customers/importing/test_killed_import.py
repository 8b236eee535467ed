"""kill -9 of a real worker in the middle of an import: the next one ends up with exact counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from core.actors import SYSTEM
from core.jobs.worker import sweep
from core.models import EventRecord, Job
from customers import services
from customers.importing import staging
from customers.models import Customer, CustomerMetrics, ImportChange
from tests.core.test_killed_worker import kill, wait_until, worker
from tests.customers.importing.files import as_csv, checked, counts, finished, undone
from tests.factories import CustomerFactory

ROWS = 60_500  # three stretches and a bit


def people(first_name="New"):
    rows = ((f"p{n}@example.com" if n % 500 else "no address", first_name) for n in range(ROWS))
    return as_csv(("Email", "First name"), *rows)


@pytest.mark.django_db(transaction=True)
def test_an_import_survives_its_killed_worker_with_exact_counts(store):
    CustomerFactory(store=store, email="p1@example.com", first_name="Old")
    batch = checked(store, people(), SYSTEM)
    expected = (ROWS - 122, 1, 0, 121)
    assert counts(batch) == expected
    services.start_import(batch=batch, by=SYSTEM, now=timezone.now())
    batch.refresh_from_db()
    job = batch.job

    def done():
        job.refresh_from_db()
        return job.checkpoint.get("after", 0)

    with worker("io") as first:
        wait_until(lambda: 20_000 <= done() < ROWS, 120)
        kill(first)
    assert job.state == "running"
    assert Customer.objects.count() == done() - done() // 500

    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))  # time passes
    with connection.cursor() as cursor:  # and the server crashed as well, which empties unlogged tables
        cursor.execute(f"TRUNCATE {staging.name_of(batch.pk)}")
    sweep()
    batch = finished(batch)
    assert (batch.state, counts(batch)) == ("done", expected)
    assert (
        CustomerMetrics.objects.count() == Customer.objects.count() - 1 == ROWS - 122
    )  # the factory's has none
    assert EventRecord.objects.filter(name="customers.customer_added").count() == ROWS - 122
    assert (batch.lines.count(), ImportChange.objects.count()) == (121, 1)
    assert sum(len(part.fates) for part in batch.parts.all()) == ROWS

    batch = undone(batch, SYSTEM)
    assert (batch.deleted, batch.put_back, Customer.objects.count()) == (ROWS - 122, 1, 1)
