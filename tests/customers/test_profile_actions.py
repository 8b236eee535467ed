"""What the page of a customer offers to do with them."""

import pytest

from core.shell import CustomerAction, customer_actions
from customers.models import AccountStatus


@pytest.fixture
def registered(monkeypatch):
    """Actions of other apps, only for one test."""
    monkeypatch.setattr(customer_actions, "entries", list(customer_actions.entries))
    return customer_actions


def labels(client, customer):
    page = client.get(f"/customers/{customer.public_id}")
    return [action["label"] for action in (*page.context["action_buttons"], *page.context["action_lines"])]


def action(**given):
    return CustomerAction(
        **{
            "key": "greet",
            "label": "Greet",
            "icon": "mail",
            "permission": "customers.view",
            "url_name": "customers:edit",
            **given,
        }
    )


def test_offers_what_the_reader_may_do(owner, agent, customer):
    assert {"E-mail", "Add note", "Edit", "Suspend", "Ban", "Delete"} <= set(labels(owner, customer))
    assert not {"Add note", "Edit", "Suspend", "Ban", "Delete"} & set(labels(agent, customer))


def test_a_phone_number_can_be_called(owner, customer):
    customer.phone = "+447700900123"
    customer.save()
    page = owner.get(f"/customers/{customer.public_id}").content.decode()
    assert 'href="tel:+447700900123"' in page


def test_a_suspended_customer_can_be_reinstated(owner, customer):
    customer.status = AccountStatus.SUSPENDED
    customer.save()
    assert "Reinstate" in labels(owner, customer)
    assert "Suspend" not in labels(owner, customer)


def test_of_an_erased_customer_only_the_end_is_left(owner, customer):
    customer.status, customer.email = AccountStatus.ERASED, None
    customer.save()
    assert labels(owner, customer) == ["Delete"]


def test_other_apps_add_theirs_in_their_order(owner, customer, registered):
    registered.register(action(order=5, button=True))
    assert labels(owner, customer)[0] == "Greet"


def test_an_action_that_does_not_fit_the_customer_is_not_there(owner, customer, registered):
    registered.register(action(shown=lambda customer: customer.phone != ""))
    assert "Greet" not in labels(owner, customer)


def test_an_action_that_posts_asks_its_question(owner, customer, registered):
    registered.register(action(how="send", asks=lambda customer: f"Greet {customer.name}?"))
    page = owner.get(f"/customers/{customer.public_id}").content.decode()
    assert 'data-confirm="Greet Ana López?"' in page
