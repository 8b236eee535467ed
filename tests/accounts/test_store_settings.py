from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.services import settings as services
from core.actors import SYSTEM
from core.models import EventRecord, Store
from core.store_settings import (
    GROUPS,
    Address,
    Areas,
    Brand,
    BusinessHours,
    InvalidSettings,
    Locale,
    QuietHours,
    Security,
    Thresholds,
    contrast,
)
from tests.factories import StoreFactory


def change(store, to, by=SYSTEM):
    return services.change_settings(store=store, to=to, by=by)


def test_a_new_store_has_the_thresholds_of_the_product(store):
    rules = store.settings_of(Thresholds)
    assert (rules.new_days, rules.churning_days, rules.churned_days, rules.inactive_days) == (30, 90, 180, 30)
    assert (rules.vip_value, rules.vip_tier, rules.high_value_percent) == (Decimal(1000), "gold", 20)
    assert (rules.win_back_days, rules.cart_automation_hours, rules.cart_segment_hours) == (60, 1, 24)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.key)
def test_defaults_are_valid_and_survive_being_stored(group):
    group().check()
    assert group.from_stored(group().to_stored()) == group()


def test_all_groups_are_read_with_one_query(store, django_assert_num_queries):
    change(store, Thresholds(new_days=20))
    store = Store.objects.get(pk=store.pk)
    with django_assert_num_queries(1):
        assert store.settings_of(Thresholds).new_days == 20
        assert store.settings_of(Locale).currency == "USD"


def test_a_change_is_kept_and_logged_with_old_and_new(store):
    assert change(store, Thresholds(vip_value=Decimal("500.00")))
    assert Store.objects.get(pk=store.pk).settings_of(Thresholds).vip_value == Decimal(500)
    record = EventRecord.objects.get(name="accounts.store_settings_changed")
    assert record.changes == {"vip_value": ["1000.00", "500.00"]}


def test_saving_the_same_again_logs_nothing(store):
    assert not change(store, Thresholds())
    assert not EventRecord.objects.exists()


def test_a_change_in_one_store_is_none_in_another(store):
    other = StoreFactory()
    change(store, Thresholds(new_days=20))
    assert other.settings_of(Thresholds).new_days == 30


@pytest.mark.parametrize(
    ("group", "field"),
    [
        (Thresholds(churning_days=0), "churning_days"),
        (Thresholds(churned_days=90), "churned_days"),
        (Thresholds(high_value_percent=101), "high_value_percent"),
        (Locale(time_zone="Mars/Olympus"), "time_zone"),
        (Locale(currency="XXX"), "currency"),
        (Brand(accent="red"), "accent"),
        (Brand(accent="#eeeeee"), "accent"),
        (Security(allowed_networks=("10.0.0.0/33",)), "allowed_networks"),
        (Address(city="x" * 81), "city"),
        (QuietHours(channels=("pigeon",)), "channels"),
    ],
    ids=str,
)
def test_values_that_make_no_sense_are_refused_by_field(store, group, field):
    with pytest.raises(InvalidSettings) as refusal:
        change(store, group)
    assert list(refusal.value.errors) == [field]
    assert not store.setting_rows.exists()


def test_nobody_locks_themselves_out_of_the_store(store):
    me = SYSTEM.seen_at(ip="192.0.2.9", user_agent="", request_id="")
    with pytest.raises(services.CannotLockYourselfOut):
        change(store, Security(allowed_networks=("203.0.113.0/24",)), by=me)
    assert change(store, Security(allowed_networks=("192.0.2.0/24",)), by=me)


def test_business_hours_know_when_the_shop_is_open():
    hours = BusinessHours()
    assert hours.is_open(datetime(2026, 11, 20, 9, 0, tzinfo=UTC))
    assert not hours.is_open(datetime(2026, 11, 20, 17, 0, tzinfo=UTC))
    assert not hours.is_open(datetime(2026, 11, 21, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("channel", "at", "quiet"),
    [
        ("sms", time(21), True),
        ("sms", time(7, 59), True),
        ("sms", time(8), False),
        ("email", time(23), False),
    ],
)
def test_quiet_hours_pass_midnight_and_hold_only_their_channels(channel, at, quiet):
    assert QuietHours().is_quiet(channel, at) is quiet


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert Brand(accent="#111318").on_accent == "#ffffff"


def test_closing_a_store_takes_its_exact_name(store):
    with pytest.raises(services.CannotCloseStore):
        services.close_store(store=store, typed_name=store.name.upper(), by=SYSTEM, now=timezone.now())
    store.refresh_from_db()
    assert store.closed_at is None


def test_an_unknown_area_is_not_switched(store):
    with pytest.raises(services.CannotSwitchArea):
        services.switch_area(store=store, area="team", on=False, by=SYSTEM)
    assert store.settings_of(Areas) == Areas()
