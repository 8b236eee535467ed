from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.roles import Role
from core.actors import SYSTEM, Actor, ActorKind
from core.events import publish, publish_many
from core.jobs import run_job
from core.jobs.results import result_chunks
from customers.events import CustomerAdded, CustomerEdited, NoteAdded
from tests.conftest import signed_in
from tests.factories import CustomerFactory, MembershipFactory
from tests.markup import on_one_line

MOST_QUERIES = 11
CHROME = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/147.0 Safari/537.36"


def actor_of(client):
    return client.membership.actor.seen_at(ip="203.0.113.9", user_agent=CHROME, request_id="r-1")


@pytest.fixture
def ada(store):
    return CustomerFactory(store=store, first_name="Ada", last_name="Lovelace")


@pytest.fixture
def happened(store, owner, ada):
    """The owner edited Ada a month ago; Regulars added Ben; a key wrote a note about Ada."""
    key = Actor(kind=ActorKind.API_KEY, id=4, label="Shop")
    about_ada = {"store_id": store.pk, "customer_id": ada.pk, "subject_label": "Ada Lovelace"}
    month_ago = timezone.now() - timedelta(days=30)
    publish(
        CustomerEdited(**about_ada, happened_at=month_ago),
        by=actor_of(owner),
        changes={"first_name": ["Eda", "Ada"], "phone": ["", "+44 20 7946 0000"]},
    )
    publish(CustomerAdded(store_id=store.pk, customer_id=99, subject_label="Ben Ruiz"), by=SYSTEM)
    publish(NoteAdded(**about_ada, note_id=3), by=key)


def names(response) -> list[str]:
    return [row.object.name.partition(".")[2] for row in response.context["listing"].rows]


def test_shows_who_did_what_to_which_record_newest_first(owner, happened):
    response = owner.get("/activity")
    assert names(response) == ["note_added", "customer_added", "customer_edited"]
    assertContains(response, "<b>API key Shop</b> wrote a note about <b>Ada Lovelace</b>")
    assertContains(response, "<b>Regulars</b> added the customer <b>Ben Ruiz</b>")
    assert "nothing → +44 20 7946 0000" in on_one_line(response)
    assertContains(response, "and 1 more")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("doer=api_key", ["note_added"]),
        ("doer=system", ["customer_added"]),
        ("record=customers.note", ["note_added"]),
        ("event=customers.customer_edited&event=customers.note_added", ["note_added", "customer_edited"]),
        ("search=ben", ["customer_added"]),
        ("search=shop", ["note_added"]),
    ],
)
def test_filters_by_person_record_and_words(owner, happened, query, expected):
    assert names(owner.get(f"/activity?{query}")) == expected


def test_filters_by_one_person_of_the_team(owner, happened):
    assert names(owner.get(f"/activity?doer={owner.membership.public_id}")) == ["customer_edited"]


def test_filters_by_day_in_the_stores_time_zone(owner, store):
    store.setting_rows.create(group="locale", values={"time_zone": "America/New_York"})
    # In New York both are still the 1st.
    for hour in (3, 4):
        late = datetime(2026, 3, 2, hour, 30, tzinfo=UTC)
        publish(CustomerAdded(store_id=store.pk, customer_id=hour, happened_at=late), by=SYSTEM)
    assert len(names(owner.get("/activity?since=2026-03-01&until=2026-03-01"))) == 2
    assert names(owner.get("/activity?since=2026-03-02")) == []


def test_filters_by_customer_under_their_name(owner, happened, ada):
    response = owner.get(f"/activity?customer={ada.public_id}")
    assert names(response) == ["note_added", "customer_edited"]
    assert "<b>Ada Lovelace</b></button>" in on_one_line(response)


def test_another_stores_customer_answers_as_an_absent_one(owner, happened):
    foreign, absent = CustomerFactory().public_id, uuid4()
    for public_id in (foreign, absent):
        response = owner.get(f"/activity?customer={public_id}")
        assertContains(response, "This customer is not here.")
        assertNotContains(response, foreign.hex)


def test_an_entry_tells_everything(owner, store, happened, ada):
    record = store.events.get(name="customers.customer_edited")
    response = owner.get(f"/activity/{record.public_id}")
    assert '<td class="muted">Eda</td><td>Ada</td>' in on_one_line(response)
    assertContains(response, "203.0.113.9")
    assertContains(response, "Chrome on Mac")
    assertContains(response, f"/customers/{ada.public_id}")


def test_another_stores_entry_is_not_found(stranger, store, happened):
    record = store.events.first()
    assert stranger.get(f"/activity/{record.public_id}").status_code == 404
    assertNotContains(stranger.get("/activity"), "Lovelace")


def test_staff_without_the_permission_are_refused(store, happened):
    support = signed_in(MembershipFactory(store=store, role=Role.SUPPORT))
    for address in ("/activity", "/activity/recent", f"/activity/{store.events.first().public_id}"):
        assert support.get(address).status_code == 403


def test_an_analyst_reads_but_may_not_export(agent, happened):
    assertNotContains(agent.get("/activity"), "/activity/export")
    assert agent.post("/activity/export").status_code == 403


def test_a_page_takes_few_queries(owner, store, at_most):
    publish_many(
        [CustomerAdded(store_id=store.pk, customer_id=n, subject_label=f"N {n}") for n in range(300)],
        by=SYSTEM,
    )
    owner.get("/activity")
    with at_most(MOST_QUERIES):
        owner.get("/activity?doer=system")


def test_the_home_card_says_what_happened_lately(owner, happened):
    response = owner.get("/activity/recent")
    assertContains(response, "edited <b>Ada Lovelace</b>")
    assertContains(owner.get("/"), "/activity/recent")


def test_a_new_store_is_told_what_will_stand_here(owner):
    assertContains(owner.get("/activity"), "Nothing has happened yet")
    assertContains(owner.get("/activity/recent"), "Nothing has happened yet")


def test_the_log_is_exported_as_a_job_under_the_filters(owner, store, happened):
    asked = owner.post(
        "/activity/export",
        {
            "start": "1",
            "scope": "all",
            "query": "doer=staff&event=customers.customer_edited",
            "columns": ["what", "record", "changes", "when"],
        },
    )
    assert asked.status_code in (200, 204, 302)
    job = run_job(store.jobs.get(kind="activity.export"))
    text = b"".join(result_chunks(job)).decode()
    head, *lines = text.strip().splitlines()
    assert head.lstrip("\ufeff") == "What happened,Record,Changes,When"
    assert [line.split(",")[0] for line in lines] == ["customers.customer_edited"]
    assert store.events.filter(name="platform.rows_exported").count() == 1


def test_a_formula_in_the_log_is_disarmed_in_the_export(owner, store):
    publish(CustomerAdded(store_id=store.pk, customer_id=1, subject_label="=HYPERLINK(1)"), by=SYSTEM)
    owner.post(
        "/activity/export", {"start": "1", "scope": "all", "query": "doer=system", "columns": ["record"]}
    )
    job = run_job(store.jobs.get(kind="activity.export"))
    assert "'=HYPERLINK" in b"".join(result_chunks(job)).decode()
