import json
import re

import pytest
from django.urls import reverse

from core.shell import Hit, RecordSearch, searches
from tests.factories import CustomerFactory


@pytest.fixture
def specimens():
    """A kind of record only those who may invite may find."""
    asked = []

    def find(store, term, limit):
        asked.append((store, term, limit))
        return [Hit(f"Specimen <{term}>", "", "/", "box")]

    before = list(searches.entries)
    searches.entries[:] = [RecordSearch(label="Specimens", permission="team.invite", find=find)]
    yield asked
    searches.entries[:] = before


def commands_of(client):
    page = client.get("/").content.decode()
    found = re.search(r'<script id="palette-commands" type="application/json">(.*?)</script>', page)
    return json.loads(found[1])


def test_records_are_searched_in_the_store_one_works_in(owner, store, specimens):
    answer = owner.get(reverse("palette"), {"q": " blue "})

    assert specimens == [(store, "blue", 5)]
    assert "Specimen &lt;blue&gt;" in answer.content.decode()


def test_a_kind_one_may_not_see_is_not_searched(agent, specimens):
    answer = agent.get(reverse("palette"), {"q": "blue"})

    assert specimens == []
    assert answer.content.decode().strip() == ""


def test_one_letter_is_not_searched(owner, specimens):
    owner.get(reverse("palette"), {"q": "b"})

    assert specimens == []


def test_another_store_s_customers_are_not_found(owner, stranger, store):
    theirs = CustomerFactory(store=stranger.membership.store, first_name="Zebulon")
    ours = CustomerFactory(store=store, first_name="Zebedee")

    found = owner.get(reverse("palette"), {"q": "zeb"}).content.decode()

    assert str(ours.public_id) in found
    assert str(theirs.public_id) not in found


def test_commands_are_those_of_the_role(owner, agent):
    may, may_not = ({command["url"] for command in commands_of(client)} for client in (owner, agent))

    assert reverse("customers:add") in may
    assert reverse("customers:add") not in may_not
