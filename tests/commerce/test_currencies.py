"""What other currencies are worth, from which day on."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from commerce.models import CurrencyRate
from commerce.queries.currencies import Rates, rates_in_use
from commerce.services import currencies as services
from core.actors import SYSTEM
from core.models import EventRecord
from tests.factories import CurrencyRateFactory, OrderFactory

NOW = timezone.now()
PAGE = "/settings/currencies"


@pytest.fixture
def rate(store):
    return CurrencyRateFactory(store=store, currency="EUR", rate=Decimal("1.10"), from_day=date(2026, 3, 1))


def add(store, currency="EUR", rate="1.10", from_day=date(2026, 3, 1)):
    return services.add_rate(
        store=store, currency=currency, rate=Decimal(rate), from_day=from_day, by=SYSTEM, now=NOW
    )


def test_a_rate_is_kept_and_told(store):
    assert add(store, " eur ").rate == Decimal("1.10")
    assert EventRecord.objects.get(name="commerce.currency_rate_added").subject_label == "EUR"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"currency": "XXY"}, "not a currency"),
        ({"currency": "USD"}, "own currency"),
        ({"rate": "0"}, "above 0"),
        ({"rate": "1000000001"}, "above 0"),
    ],
)
def test_a_rate_that_means_nothing_is_refused(store, wrong, says):
    with pytest.raises(services.CannotAddRate, match=says):
        add(store, **wrong)
    assert not CurrencyRate.objects.exists()


def test_a_second_rate_of_the_same_day_is_refused(store, rate):
    with pytest.raises(services.CannotAddRate, match="from this day"):
        add(store, rate="1.20")
    assert CurrencyRate.objects.get().rate == Decimal("1.10")


def test_an_edit_says_what_changed(rate):
    services.edit_rate(rate=rate, worth=Decimal("1.2"), from_day=rate.from_day, by=SYSTEM, now=NOW)
    told = EventRecord.objects.get(name="commerce.currency_rate_edited")
    assert [Decimal(value) for value in told.changes["rate"]] == [Decimal("1.1"), Decimal("1.2")]


def test_an_edit_onto_another_rates_day_is_refused(store, rate):
    other = add(store, from_day=date(2026, 4, 1))
    with pytest.raises(services.CannotEditRate, match="from this day"):
        services.edit_rate(rate=other, worth=other.rate, from_day=rate.from_day, by=SYSTEM, now=NOW)
    other.refresh_from_db()
    assert other.from_day == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("day", "worth"), [(1, None), (10, "1.10"), (19, "1.10"), (20, "1.20"), (28, "1.20")]
)
def test_the_rate_of_a_day_is_the_newest_before_it(store, day, worth):
    add(store, rate="1.10", from_day=date(2026, 3, 10))
    add(store, rate="1.20", from_day=date(2026, 3, 20))
    found = Rates(store).on("EUR", datetime(2026, 3, day, 12, tzinfo=UTC))
    assert found == (Decimal(worth) if worth else None)


def test_the_stores_own_currency_is_worth_itself(store):
    assert Rates(store).on("USD", NOW) == 1


def test_orders_that_came_in_at_a_rate_are_counted(store, rate):
    add(store, rate="1.20", from_day=date(2026, 4, 1))
    for month in (3, 3, 4):
        worth = {3: "1.10", 4: "1.20"}[month]
        placed_at = datetime(2026, month, 5, tzinfo=UTC)
        OrderFactory(store=store, currency="EUR", rate=Decimal(worth), placed_at=placed_at)
    newest, older = rates_in_use(store)
    assert (newest.orders, newest.until_day) == (1, None)
    assert (older.orders, older.until_day) == (2, date(2026, 3, 31))


def test_the_page_lists_rates_in_few_questions(owner, rate, at_most):
    owner.get(PAGE)
    CurrencyRateFactory.create_batch(5, store=rate.store)
    with at_most(9):
        page = owner.get(PAGE)
    assert page.status_code == 200
    assert b"EUR" in page.content


def test_the_page_without_rates_says_what_to_do(owner):
    assert b"No other currencies yet" in owner.get(PAGE).content


def test_a_rate_is_added_on_the_page(owner, store):
    given = {"currency": "GBP", "worth": "1.27", "from_day": "2026-01-01"}
    assert owner.post(f"{PAGE}/add", given).status_code == 302
    assert store.currencyrates.get().rate == Decimal("1.27")


def test_a_wrong_rate_keeps_what_was_typed(owner, store):
    page = owner.post(f"{PAGE}/add", {"currency": "GBP", "worth": "-1", "from_day": "2026-01-01"})
    assert page.status_code == 422
    assert b'value="-1"' in page.content
    assert not store.currencyrates.exists()


def test_a_rate_is_edited_and_deleted_on_the_page(owner, rate):
    page = reverse("shop-settings:edit-rate", args=[rate.public_id])
    assert b'value="1.1"' in owner.get(page).content
    owner.post(page, {"worth": "1.3", "from_day": "2026-03-02"})
    rate.refresh_from_db()
    assert (rate.rate, rate.from_day) == (Decimal("1.3"), date(2026, 3, 2))
    owner.post(reverse("shop-settings:delete-rate", args=[rate.public_id]))
    assert not CurrencyRate.objects.exists()


def test_who_only_reads_is_offered_nothing(agent, rate):
    page = agent.get(PAGE)
    assert page.status_code == 200
    assert b"Add a rate" not in page.content
    assert agent.get(f"{PAGE}/add").status_code == 403
