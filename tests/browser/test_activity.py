"""The activity log, scheduled jobs and parked events as staff see them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from accounts.events import AccessDenied, MemberInvited
from accounts.signin.events import SignedIn
from core import beat
from core.actors import SYSTEM, Actor, ActorKind
from core.beat import heartbeats
from core.events import publish
from core.models import ParkedEvent, PeriodicRun
from customers.events import CustomerAdded, CustomerEdited, CustomerSuspended, NoteAdded
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0"


@pytest.fixture
@transaction.atomic
def happened(store, owner):
    ana = CustomerFactory(store=store, first_name="Ana", last_name="Ruiz")
    now = timezone.now()
    nora = owner.membership.actor.seen_at(ip="203.0.113.9", user_agent=BROWSER, request_id="01J9-2f")
    key = Actor(kind=ActorKind.API_KEY, id=4, label="Shop front")
    about = {"store_id": store.pk, "customer_id": ana.pk, "subject_label": "Ana Ruiz"}
    user = {"store_id": store.pk, "user_id": 1, "subject_label": nora.label}

    def ago(**time):
        return {"happened_at": now - timedelta(**time)}

    publish(SignedIn(**user, **ago(days=3), method="password and code"), by=nora)
    publish(CustomerAdded(**about, **ago(days=2)), by=key)
    invited = {
        "store_id": store.pk,
        "invitation_id": 3,
        "role": "support",
        "subject_label": "marko@example.com",
    }
    publish(MemberInvited(**invited, **ago(days=1)), by=nora)
    publish(
        AccessDenied(store_id=store.pk, permission="customers.export", path="/x", **ago(hours=7)), by=nora
    )
    publish(NoteAdded(**about, note_id=5, **ago(hours=5)), by=nora)
    publish(CustomerSuspended(**about, **ago(minutes=50)), by=SYSTEM)
    publish(
        CustomerEdited(**about, **ago(minutes=4)),
        by=nora,
        changes={
            "last_name": ["Ruiz Ortega", "Ruiz"],
            "email": ["ana.ruiz@example.com", "ana@ruiz-ortega.example"],
            "phone": ["", "+34 612 345 678"],
        },
    )


@pytest.fixture
def parked(store, happened):
    error = 'Traceback:\n  File "metrics.py", line 12, in count\nValueError: no such currency'
    for number, record in enumerate(store.events.filter(name__startswith="customers").order_by("pk")):
        ParkedEvent.objects.create(
            store=store,
            event_id=record.pk,
            happened_at=record.happened_at,
            name=record.name,
            handler="commerce.handlers.count_orders",
            error=error,
            attempts=number * 5 or 1,
            next_try_at=timezone.now() + timedelta(minutes=4) if number < 3 else None,
        )


@pytest.fixture
def scheduled(db):
    for part in (heartbeats.BEAT, "critical", "default", "bulk"):
        heartbeats.seen(part, "one")
    for job in beat.all_jobs():
        beat.run_slot(job, job.slot_of(timezone.now()))
    times = {"started_at": timezone.now(), "finished_at": timezone.now() + timedelta(seconds=2.4)}
    failed = {"outcome": "failed", "error": "x", "next_try_at": timezone.now() + timedelta(minutes=2)}
    PeriodicRun.objects.filter(job="core.trim_event_log").update(**times, **failed)


def test_the_activity_log_looks_right(look, enter, owner, happened, axe, fits, shot):
    enter(owner, "/activity")
    shot(f"activity-{look}")
    axe()
    fits()


def test_an_empty_activity_log_looks_right(look, enter, owner, axe, fits, shot):
    enter(owner, "/activity")
    shot(f"activity-empty-{look}")
    axe()
    fits()


def test_an_entry_opens_in_the_drawer(look, page, enter, owner, happened, axe, fits, shot):
    enter(owner, "/activity")
    page.locator("#list .row-link").first.click()
    expect(page.locator("#drawer")).to_contain_text("Firefox on Windows")
    shot(f"activity-entry-{look}", full_page=False)
    axe()
    fits()


def test_a_filter_narrows_the_log_down(page, enter, owner, happened, shot):
    enter(owner, "/activity?doer=system")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page.locator("#chip-doer")).to_contain_text("Regulars itself")
    shot("activity-filtered")


def test_the_home_page_shows_recent_activity(look, page, enter, owner, happened, axe, fits, shot):
    enter(owner, "/")
    expect(page.locator("#home-activity")).to_contain_text("edited Ana Ruiz")
    shot(f"home-activity-{look}")
    axe()
    fits()


def test_scheduled_jobs_look_right(look, enter, owner, scheduled, axe, fits, shot):
    enter(owner, "/jobs/scheduled")
    shot(f"scheduled-{look}")
    axe()
    fits()


def test_a_job_is_asked_for_and_says_so(page, enter, owner, scheduled):
    enter(owner, "/jobs/scheduled")
    row = page.locator("#scheduled-coreforget_old_runs")
    row.get_by_role("button").click()
    expect(row).to_contain_text("Waiting")
    expect(row.get_by_role("button")).to_be_disabled()
    expect(page.locator(".toast")).to_contain_text("It starts within seconds")


def test_parked_events_look_right(look, enter, owner, parked, axe, fits, shot):
    enter(owner, "/jobs/parked")
    shot(f"parked-{look}")
    axe()
    fits()


def test_a_parked_event_is_tried_again_from_the_drawer(look, page, enter, owner, parked, axe, fits, shot):
    enter(owner, "/jobs/parked")
    page.locator("#list .row-link").first.click()
    expect(page.locator("#drawer")).to_contain_text("no such currency")
    shot(f"parked-event-{look}", full_page=False)
    axe()
    fits()


def test_a_discarded_event_leaves_the_list(page, enter, owner, parked):
    enter(owner, "/jobs/parked")
    expect(page.locator("#list tbody tr")).to_have_count(4)
    page.locator("#list .row-link").first.click()
    page.locator("#drawer").get_by_role("button", name="Discard").click()
    page.locator("dialog[open]").get_by_role("button", name="Discard").last.click()
    expect(page.locator("#list tbody tr")).to_have_count(3)
