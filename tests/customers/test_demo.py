import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from core.models import Store
from core.store_settings import Address
from customers.models import Customer


@pytest.fixture
def demo_store(db, capsys):
    call_command("demo", size="300")
    return Store.objects.get(name="Larkspur Goods")


def test_the_demo_has_people_a_past_and_nobodys_real_address(demo_store):
    customers = Customer.objects.filter(store=demo_store)
    assert customers.count() == 300
    assert not customers.exclude(email=None).exclude(email__endswith="@example.com").exists()
    assert not customers.exclude(phone="").exclude(phone__regex=r"^\+(447700900|120255501|3363998)").exists()
    assert not customers.filter(created_at__gt=timezone.now()).exists()
    assert demo_store.events.filter(name="customers.customer_added").count() == 300
    assert demo_store.notes.count() == 15


def test_each_newcomer_is_in_the_log_at_the_time_they_came(demo_store):
    oldest = Customer.objects.filter(store=demo_store).earliest("created_at")
    event = demo_store.events.get(name="customers.customer_added", customer_id=oldest.pk)
    assert event.happened_at == oldest.created_at


def test_the_same_people_every_time(demo_store):
    call_command("demo", size="300")
    first, second = (
        list(store.customers.order_by("pk").values_list("first_name", "last_name", "phone"))
        for store in Store.objects.order_by("pk")
    )
    assert first == second


def test_the_demos_colleagues_cannot_sign_in_but_its_people_can(demo_store):
    able = {user.email for user in User.objects.all() if user.has_usable_password()}
    assert able == {"owner@demo.example", "support@demo.example", "analyst@demo.example"}


def test_on_a_server_that_others_reach_the_known_password_opens_nothing(db, settings):
    settings.PUBLIC_BASE_URL = "https://crm.example.com"
    call_command("demo", size="10")
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_the_demo_shows_what_the_house_can_do(demo_store):
    assert demo_store.savedviews.count() == 2
    assert demo_store.apikeys.count() == 1
    assert demo_store.invitations.pending().count() == 1
    assert demo_store.customroles.count() == 1
    assert demo_store.settings_of(Address).is_complete()
    assert demo_store.jobs.filter(kind="customers.export").count() == 1


def test_only_when_empty_means_only_when_there_is_no_store(store):
    call_command("demo", size="10", if_empty=True)
    assert list(Store.objects.all()) == [store]


def test_no_demo_of_a_senseless_size(db):
    with pytest.raises(CommandError, match="up to"):
        call_command("demo", size="huge")
    assert not Store.objects.exists()
