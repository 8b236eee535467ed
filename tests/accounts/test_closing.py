from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.services.closing import erase_closed_stores
from core.models import EventRecord, Store
from customers.models import Customer, Note
from tests.factories import (
    ApiKeyFactory,
    CustomerFactory,
    CustomRoleFactory,
    InvitationFactory,
    MembershipFactory,
    NoteFactory,
)


def full(store):
    """A store with something of everything, its rows holding each other fast."""
    role = CustomRoleFactory(store=store)
    member = MembershipFactory(store=store, role="", custom_role=role)
    InvitationFactory(store=store, role="", custom_role=role)
    ApiKeyFactory(store=store)
    NoteFactory(store=store, customer=CustomerFactory(store=store))
    return member


@pytest.fixture
def closed(store, owner):
    member = full(store)
    owner.post("/settings/close", {"typed_name": store.name})
    return member


def erase(days, in_time=lambda: True):
    return erase_closed_stores(now=timezone.now() + timedelta(days=days), in_time=in_time)


def test_nothing_goes_within_thirty_days(closed, store):
    assert erase(29) == 0
    assert Customer.objects.count() == 1
    assert Store.objects.filter(pk=store.pk).exists()


def test_after_thirty_days_all_of_it_is_gone_and_nothing_else(closed, store, stranger):
    full(stranger.membership.store)
    people = User.objects.count()
    assert erase(31) == 1
    assert not Store.objects.filter(pk=store.pk).exists()
    assert not EventRecord.objects.filter(store_id=store.pk).exists()
    assert not Note.objects.filter(store_id=store.pk).exists()
    assert Customer.objects.count() == Note.objects.count() == 1
    assert User.objects.count() == people


def test_a_run_that_is_out_of_time_is_gone_on_with(closed, store):
    assert erase(31, in_time=lambda: False) == 0
    assert erase(31) == 1
    assert not Store.objects.filter(pk=store.pk).exists()


def test_a_store_opened_again_is_safe(closed, store, owner):
    owner.post(f"/settings/stores/{store.public_id}/reopen")
    assert erase(31) == 0
    assert Customer.objects.count() == 1
