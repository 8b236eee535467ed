"""A restored backup brings people back; the journal erases them again."""

from io import StringIO

import pytest
from django.core.management import call_command

from core.models import ErasedMark
from core.privacy.marks import erased_among
from customers.models import AccountStatus, Customer
from privacy import services
from privacy.models import Erasure
from tests.privacy.conftest import NOW


@pytest.fixture
def restored(person, actor, django_capture_on_commit_callbacks):
    """Erased, and then the database is as it was before."""
    with django_capture_on_commit_callbacks(execute=True):
        services.erase_customer(customer=person, by=actor, now=NOW)
    Customer.objects.filter(pk=person.pk).update(
        first_name="Xaviera", email="xaviera@example.com", status=AccountStatus.ACTIVE
    )
    Erasure.objects.all().delete()
    ErasedMark.objects.all().delete()
    return person


def replayed():
    out = StringIO()
    call_command("replay_erasures", stdout=out)
    return out.getvalue()


def test_whoever_a_backup_brought_back_is_erased_again(restored):
    assert "1 customers erased again" in replayed()
    row = Customer.objects.get(pk=restored.pk)
    assert (row.status, row.first_name, row.email) == (AccountStatus.ERASED, "", None)
    assert Erasure.objects.get().replayed_at


def test_a_second_replay_does_nothing(restored):
    replayed()
    assert "0 customers erased again" in replayed()
    assert Erasure.objects.count() == 1


def test_who_was_never_in_the_backup_stays_unknown_all_the_same(store, restored):
    marks = Erasure.objects.count()
    Customer.objects.filter(pk=restored.pk).delete()
    replayed()
    assert marks == Erasure.objects.count() == 0
    assert erased_among(store, [("email", "xaviera@example.com")])


def test_an_entry_that_could_not_be_filed_is_filed_later(person, actor):
    services.erase_customer(customer=person, by=actor, now=NOW)  # nothing commits here, so nothing is filed
    assert Erasure.objects.get().filed_at is None
    assert services.file_entries() == 1
    assert Erasure.objects.get().filed_at
    assert services.file_entries() == 0
