from datetime import UTC, datetime

import pytest

from customers import services
from customers.models import Interaction
from tests.api.conftest import new_key, with_key
from tests.api.test_customers import CUSTOMERS, call
from tests.factories import CustomerFactory, EmailFactory, InteractionFactory

CALL = {
    "kind": "call",
    "direction": "in",
    "outcome": "reached",
    "happened_at": "2026-11-02T09:30:00Z",
    "minutes": 12,
    "text": "About the boots.",
}


@pytest.fixture
def customer(store):
    return CustomerFactory(store=store)


@pytest.fixture
def one(customer):
    return f"{CUSTOMERS}/{customer.public_id}"


def test_a_call_is_logged_read_changed_and_deleted(program, customer, one):
    told = call(program, "POST", f"{one}/interactions", CALL).json()
    assert {name: told[name] for name in CALL} == CALL
    assert told["author"] == {"kind": "api_key", "name": "Helpdesk"}
    address = f"{one}/interactions/{told['id']}"
    assert call(program, "PATCH", address, {"minutes": 20}).json()["minutes"] == 20
    assert program.get(address).json()["text"] == "About the boots."
    assert [row["id"] for row in program.get(f"{one}/interactions").json()["results"]] == [told["id"]]
    assert call(program, "DELETE", address).status_code == 204
    assert program.get(address).status_code == 404
    assert not Interaction.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "pigeon"), ("direction", "up"), ("minutes", -1), ("minutes", 1441), ("happened_at", "soon")],
)
def test_what_makes_no_sense_is_refused(program, one, field, value):
    response = call(program, "POST", f"{one}/interactions", {**CALL, field: value})
    assert (response.status_code, [error["field"] for error in response.json()["errors"]]) == (422, [field])
    assert not Interaction.objects.exists()


def test_a_call_yet_to_come_is_refused(program, one):
    ahead = datetime.now(UTC).replace(microsecond=0)
    ahead = ahead.replace(hour=23, minute=59) if ahead.hour < 23 else ahead
    response = call(program, "POST", f"{one}/interactions", {**CALL, "happened_at": ahead.isoformat()})
    assert (response.status_code, response.json()["code"]) == (409, "cannot_log_interaction")
    assert not Interaction.objects.exists()


def test_nobody_changes_what_another_logged(store, customer, one):
    theirs = InteractionFactory(customer=customer, author_label="Jo")
    key = with_key(new_key(store, scopes=["customers.view", "customers.log_interaction"]))
    for method, body in (("PATCH", {"text": "No"}), ("DELETE", None)):
        response = call(key, method, f"{one}/interactions/{theirs.public_id}", body)
        assert (response.status_code, response.json()["code"]) == (409, "cannot_edit_interaction")
    theirs.refresh_from_db()
    assert (theirs.text, theirs.deleted_at) == ("", None)


def test_communications_hold_all_channels_newest_first(program, owner, customer, one):
    by = owner.membership.actor
    call(program, "POST", f"{one}/interactions", CALL)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    sender = services.Sender(name="Jo", reply_to="jo@example.com")
    email = services.write_email(
        customer=customer, subject="Boots", text="Here", sender=sender, by=by, now=now
    )
    told = program.get(f"{one}/communications").json()
    assert [row["channel"] for row in told["results"]] == ["email", "call"]
    assert told["count"] == 2
    first = told["results"][0]
    assert (first["subject"], first["text"], first["state"]) == ("Boots", "Here", "waiting")
    email.delete()
    services.delete_interaction(interaction=Interaction.objects.get(), by=by, now=now, may_edit_any=True)
    assert program.get(f"{one}/communications").json()["results"] == []


def test_pages_of_communications_ask_little(program, customer, one, at_most):
    for number in range(12):
        call(program, "POST", f"{one}/interactions", {**CALL, "text": str(number)})
    EmailFactory(customer=customer)
    with at_most(12):
        page = program.get(f"{one}/communications?page_size=10").json()
    assert len(page["results"]) == 10
    assert len(program.get(page["next"]).json()["results"]) == 2
