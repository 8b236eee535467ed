"""Fields a store makes for itself: made, filled, shown, found by, archived."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from core.actors import SYSTEM
from core.jobs import run_job
from core.models import EventRecord
from customers import services
from customers.custom import MOST_FIELDS, condition, fields_of, values_of, values_of_many
from customers.custom_kinds import as_json, as_text, read, shown
from customers.models import Customer, CustomField, CustomValue
from tests.customers.deliveries import at, deliver
from tests.customers.test_customer_list import rows
from tests.factories import CustomerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(store):
    def add(label, kind="text", **values):
        who = {"store": store, "by": SYSTEM, "now": timezone.now()}
        return services.add_custom_field(label=label, kind=kind, **who, **values)

    return add


@pytest.fixture
def set_own(customer, store):
    def set_own(**values):
        customer.store = store
        return services.edit_customer(customer=customer, custom=values, by=SYSTEM, now=timezone.now())

    return set_own


def own(customer) -> dict:
    return values_of(Customer.objects.get(pk=customer.pk))


def test_a_field_gets_its_key_from_its_name_and_no_key_twice(add):
    assert [add("Shoe size").key, add("Größe & Weite").key, add("10 km").key] == [
        "shoe_size",
        "gro_e_weite",
        "field_10_km",
    ]
    services.archive_custom_field(
        field=CustomField.objects.get(key="shoe_size"), by=SYSTEM, now=timezone.now()
    )
    assert add("Shoe size").key == "shoe_size_2"
    assert add("Valid from").key == "valid_from_value"
    assert add("Guide's licence").key == "guides_licence"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"label": "  "}, "Give the field a name"),
        ({"label": "SHOE size"}, "of this name already"),
        ({"label": "Size", "key": "shoe_size"}, "with this key already"),
        ({"label": "Size", "key": "Shoe-Size"}, "Use small letters"),
        ({"label": "Size", "key": "size_from"}, "cannot end in _from"),
        ({"label": "Club", "kind": "choice"}, "at least one choice"),
        ({"label": "Club", "kind": "choice", "choices": ["Gold", "GOLD"]}, "capital letters alone"),
        ({"label": "Club", "kind": "choices", "choices": ["Gold; Silver"]}, "semicolon"),
    ],
)
def test_a_field_that_cannot_be_is_refused(add, given, why):
    add("Shoe size")
    with pytest.raises(services.CannotAddCustomField, match=why):
        add(**{"kind": "text", **given})
    assert CustomField.objects.count() == 1


def test_a_store_has_a_hundred_at_most(store, add):
    CustomField.objects.bulk_create(
        CustomField(store=store, key=f"k{n}", label=f"L{n}", kind="text") for n in range(MOST_FIELDS)
    )
    with pytest.raises(services.CannotAddCustomField, match="at most 100"):
        add("One more")


def test_fields_move_up_and_down(add, store):
    fields = [add(label) for label in "ABC"]
    move = {"by": SYSTEM, "now": timezone.now()}
    services.move_custom_field(field=fields[2], up=True, **move)
    services.move_custom_field(field=fields[0], up=True, **move)
    live = CustomField.objects.filter(store=store).order_by("position")
    assert [one.label for one in live] == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("kind", "told", "value", "text", "json"),
    [
        ("text", " Blue ", "Blue", "Blue", "Blue"),
        ("number", "42.50", Decimal("42.5"), "42.5", 42.5),
        ("number", 1200, Decimal(1200), "1200", 1200),
        ("money", "19.9", Decimal("19.90"), "19.9", "19.90"),
        ("date", "2026-05-31", date(2026, 5, 31), "2026-05-31", "2026-05-31"),
        ("choice", "gold", "Gold", "Gold", "Gold"),
        ("choices", ["silver", "Gold"], ["Gold", "Silver"], '["Gold", "Silver"]', ["Gold", "Silver"]),
        ("choices", "Gold; Silver", ["Gold", "Silver"], '["Gold", "Silver"]', ["Gold", "Silver"]),
        ("yes_no", "No", False, "false", False),
        ("yes_no", True, True, "true", True),
    ],
)
def test_each_kind_is_read_kept_and_told(add, set_own, customer, kind, told, value, text, json):
    field = add("Own", kind, choices=["Gold", "Silver"])
    set_own(own=told)
    assert own(customer) == {"own": value}
    assert values_of_many(customer.store, [customer.pk]) == {customer.pk: {"own": value}}
    assert (as_text(value), as_json(field, value)) == (text, json)
    set_own(own=None)
    assert own(customer) == {}
    assert not CustomValue.objects.exists()


@pytest.mark.parametrize(
    ("kind", "told", "why"),
    [
        ("text", "x" * 501, "at most 500"),
        ("text", ["a"], "Write a text"),
        ("number", "many", "Write a number"),
        ("number", "NaN", "Write a number"),
        ("number", True, "Write a number"),
        ("number", "1e12", "below one trillion"),
        ("money", "1.999", "at most 2 decimals"),
        ("date", "31.5.2026", "Write the day as"),
        ("choice", "Bronze", "Choose from: Gold, Silver"),
        ("choices", [1], "Choose from"),
        ("choices", {"a": 1}, "Send a list"),
        ("yes_no", "maybe", "Say true or false"),
    ],
)
def test_what_a_kind_cannot_hold_is_refused_in_words(add, kind, told, why):
    with pytest.raises(ValidationError, match=why):
        read(add("Own", kind, choices=["Gold", "Silver"]), told)


def test_money_and_days_are_shown_as_a_person_reads_them(add):
    assert shown(add("Limit", "money"), Decimal("1234.5"), "EUR") == "1,234.50 EUR"
    assert shown(add("Since", "date"), date(2026, 5, 3)) == "3 May 2026"
    assert shown(add("Size", "number"), Decimal("38.5000")) == "38.5"


def test_the_log_says_what_changed_and_the_same_again_writes_nothing(add, set_own):
    add("Shoe size", "number")
    set_own(shoe_size=38)
    assert EventRecord.objects.get(name="customers.customer_edited").changes == {
        "custom.shoe_size": [None, 38]
    }
    set_own(shoe_size="38.0")
    assert EventRecord.objects.filter(name="customers.customer_edited").count() == 1


def test_an_unknown_key_changes_nothing(add, set_own, customer):
    add("Shoe size", "number")
    with pytest.raises(services.CannotEditCustomer, match="no customer field"):
        set_own(shoe_size=38, colour="red")
    assert own(customer) == {}


def test_a_choice_that_goes_stays_with_who_has_it(add, set_own, customer, owner):
    field = add("Club", "choice", choices=["Gold", "Silver"])
    set_own(club="Gold")
    services.edit_custom_field(field=field, choices=["Silver", "Bronze"], by=SYSTEM, now=timezone.now())
    page = f"/customers/{customer.public_id}/edit"
    assertContains(owner.get(page), '<option value="Gold" selected>')
    assert owner.post(page, {"first_name": "Ana", "custom_club": "Gold"}).status_code == 302
    assert own(customer) == {"club": "Gold"}
    other = CustomerFactory(store=customer.store, first_name="Ben")
    response = owner.post(f"/customers/{other.public_id}/edit", {"first_name": "Ben", "custom_club": "Gold"})
    assertContains(response, "Choose from: Silver, Bronze", status_code=422)


def test_archived_it_is_gone_and_brought_back_with_what_it_held(add, set_own, customer, owner):
    field = add("Shoe size", "number")
    set_own(shoe_size=38)
    services.archive_custom_field(field=field, by=SYSTEM, now=timezone.now())
    assert own(customer) == {}
    assertNotContains(owner.get(f"/customers/{customer.public_id}/edit"), "Shoe size")
    services.restore_custom_field(field=field, by=SYSTEM, now=timezone.now())
    assert own(customer) == {"shoe_size": 38}


def test_conditions_find_by_each_kind(add, store):
    text, number, day = add("Trail"), add("Size", "number"), add("Since", "date")
    many, flag = add("Club", "choices", choices=["Gold", "Silver"]), add("Guide", "yes_no")
    ana, ben = (CustomerFactory(store=store, first_name=name) for name in ("Ana", "Ben"))
    given = {"trail": "Élan Vert", "size": 38, "since": "2026-05-31", "club": ["Gold"], "guide": False}
    services.edit_customer(customer=ana, custom=given, by=SYSTEM, now=timezone.now())

    def found(field, lookup, value):
        return list(Customer.objects.filter(condition(field, lookup, value)))

    assert found(text, "begins", "elan") == found(text, "is", "élan vert") == [ana]
    assert found(number, "from", 38) == found(number, "is", 38) == [ana]
    assert found(number, "to", 37) == []
    assert found(day, "until", date(2026, 5, 31)) == [ana]
    assert found(many, "any", ["Gold", "Silver"]) == [ana]
    assert found(flag, "is", False) == [ana]
    assert found(flag, "there", False) == [ben]


def test_the_list_filters_by_them_and_shows_them_when_asked(add, owner, store, at_most):
    add("Shoe size", "number")
    add("Club", "choice", choices=["Gold", "Silver"])
    for name, size in (("Ana", 38), ("Ben", 44)):
        one = CustomerFactory(store=store, first_name=name, last_name="")
        services.edit_customer(
            customer=one, custom={"shoe_size": size, "club": "Gold"}, by=SYSTEM, now=timezone.now()
        )
    assert rows(owner.get("/customers?custom.shoe_size_from=40")) == ["Ben"]
    assert rows(owner.get("/customers?custom.shoe_size_to=40&custom.club=Gold")) == ["Ana"]
    response = owner.get("/customers?custom.club=Bronze")
    assertContains(response, "not clear")
    owner.post("/customers/columns", {"columns": ["custom.shoe_size"]})
    with at_most(14):
        response = owner.get("/customers")
    assertContains(response, "Shoe size")
    assertContains(response, "44")


def test_an_export_has_them(add, owner, store, customer, set_own):
    add("Club", "choices", choices=["Gold", "Silver"])
    add("Shoe size", "number")
    set_own(club=["Gold", "Silver"], shoe_size=38.5)
    given = {"start": "1", "scope": "all", "columns": ["name", "custom.club", "custom.shoe_size"]}
    owner.post("/customers/export", given)
    job = store.jobs.get(kind="customers.export")
    job = run_job(job)
    assert job.outcome == "1 customer"


def test_a_delivery_fills_them_and_says_what_it_did_not_understand(add, store):
    add("Shoe size", "number")
    add("Club", "choice", choices=["Gold"])
    told = {"external_id": "1", "custom": {"shoe_size": "38", "club": "Tin", "colour": "red"}}
    (item,) = deliver(store, {**told, "updated_at": at(2)})
    assert str(item.outcome) == "created"
    assert set(item.errors) == {"custom.club", "custom.colour"}
    customer = Customer.objects.get()
    assert own(customer) == {"shoe_size": 38}
    (late,) = deliver(store, {"external_id": "1", "custom": {"shoe_size": 40}, "updated_at": at(1)})
    assert str(late.outcome) == "stale"
    (new,) = deliver(store, {"external_id": "1", "custom": {"shoe_size": 40}, "updated_at": at(3)})
    assert (str(new.outcome), own(customer)) == ("updated", {"shoe_size": 40})
    assert EventRecord.objects.get(name="customers.customer_edited").changes == {"custom.shoe_size": [38, 40]}


def test_a_thousand_with_values_take_few_statements(add, store, at_most):
    add("Shoe size", "number")
    news = [{"external_id": str(n), "custom": {"shoe_size": n}, "updated_at": at(1)} for n in range(1000)]
    with at_most(45):
        deliver(store, *news)
    assert CustomValue.objects.count() == 1000


def test_another_stores_fields_are_no_concern(add, set_own, owner, stranger):
    services.add_custom_field(
        store=stranger.membership.store, label="Theirs", kind="text", by=SYSTEM, now=timezone.now()
    )
    assertNotContains(owner.get("/customers"), "Theirs")
    with pytest.raises(services.CannotEditCustomer):
        set_own(theirs="x")


def test_the_settings_page_makes_changes_and_archives_them(owner, store):
    assertContains(owner.get("/settings/customer-fields"), "No fields of your own yet")
    page = "/settings/customer-fields/new"
    given = {"label": "Club", "kind": "choice", "choices": "Gold\n\nSilver\n"}
    assertRedirects(owner.post(page, given), "/settings/customer-fields")
    field = store.customfields.get()
    assert field.choices == ["Gold", "Silver"]
    assertContains(owner.post(page, given), "of this name already", status_code=422)
    edit = f"/settings/customer-fields/{field.public_id}"
    assertRedirects(owner.post(edit, {"label": "Club card", "choices": "Gold"}), "/settings/customer-fields")
    owner.post(f"{edit}/archive")
    assertContains(owner.get("/settings/customer-fields"), "Bring back")
    response = owner.post(f"{edit}/archive", headers={"HX-Request": "true"})
    assert response.status_code == 409


def test_who_may_not_change_settings_sees_them_all_the_same(agent, add):
    add("Shoe size", "number")
    response = agent.get("/settings/customer-fields")
    assertContains(response, "Shoe size")
    assertNotContains(response, "Archive Shoe size")
    assert agent.post("/settings/customer-fields/new", {"label": "A", "kind": "text"}).status_code == 403


def test_they_are_read_once_for_a_store(add, store, at_most):
    add("Shoe size", "number")
    fields_of(store)
    with at_most(0):
        fields_of(store)
