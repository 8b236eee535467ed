from datetime import date

import pytest
from django.utils import timezone

from core.intake import Item
from core.models import EventRecord
from core.privacy.marks import mark_erased
from customers import services
from customers.models import Customer, CustomerMetrics, CustomerTag, DetailNews, ExternalId, ImportChange
from tests.customers.importing.files import as_csv, check, checked, counts, finished, imported, reasons
from tests.factories import CustomerFactory

HEADING = ("Email", "First name", "Last name", "Phone")
ANA = ("ana@example.com", "Ana", "Silva", "+351912345678")
BEN = ("ben@example.com", "Ben", "Ito", "")


def people(store):
    return {c.email: (c.first_name, c.last_name, c.phone) for c in Customer.objects.filter(store=store)}


def test_a_check_counts_and_writes_nothing(store, actor):
    batch = checked(store, as_csv(HEADING, ANA, BEN), actor)
    assert (batch.state, counts(batch), batch.rows) == ("checked", (2, 0, 0, 0), 2)
    assert not Customer.objects.exists()


def test_those_nobody_knew_are_added_with_figures_and_their_event(store, actor):
    batch = imported(store, as_csv(HEADING, ANA, BEN), actor)
    assert (batch.state, counts(batch)) == ("done", (2, 0, 0, 0))
    assert people(store) == {
        "ana@example.com": ("Ana", "Silva", "+351912345678"),
        "ben@example.com": ("Ben", "Ito", ""),
    }
    ana = Customer.objects.get(email="ana@example.com")
    assert (ana.source, ana.metrics.lifecycle_stage) == ("import", "awareness")
    told = EventRecord.objects.get(name="customers.customer_added", customer_id=ana.pk)
    assert (told.subject_label, told.actor_id, told.payload) == (
        "Ana Silva",
        actor.id,
        {"customer_id": ana.pk},
    )
    assert CustomerMetrics.objects.count() == 2


def test_what_differs_is_taken_and_what_is_empty_says_nothing(store, actor, customer):
    row = ("ana@example.com", "Anna", "", "+351912345678")
    batch = imported(store, as_csv(HEADING, row), actor)
    assert counts(batch) == (0, 1, 0, 0)
    customer.refresh_from_db()
    assert (customer.first_name, customer.last_name, customer.phone) == ("Anna", "López", "+351912345678")
    told = EventRecord.objects.get(name="customers.customer_edited")
    assert told.changes == {"first_name": ["Ana", "Anna"], "phone": ["", "+351912345678"]}
    assert set(DetailNews.objects.get(customer=customer).versions) == {"first_name", "phone"}


def test_what_a_file_says_now_counts_more_than_older_news(store, actor, customer):
    before = timezone.now()
    imported(store, as_csv(HEADING, ("ana@example.com", "Anna", "", "")), actor)
    item = Item(0, {"email": "ana@example.com", "first_name": "Old", "updated_at": before})
    services.put_customers(store=store, items=[item], by=actor, now=timezone.now())
    customer.refresh_from_db()
    assert customer.first_name == "Anna"


def test_only_what_is_empty_is_filled_when_that_is_asked(store, actor, customer):
    row = ("ana@example.com", "Anna", "", "+351912345678")
    imported(store, as_csv(HEADING, row), actor, mode="fill")
    customer.refresh_from_db()
    assert (customer.first_name, customer.phone) == ("Ana", "+351912345678")


def test_the_same_file_again_changes_nothing(store, actor):
    content = as_csv(HEADING, ANA, BEN)
    imported(store, content, actor)
    before = list(Customer.objects.order_by("pk").values())
    events = EventRecord.objects.filter(customer_id__isnull=False).count()
    assert counts(imported(store, content, actor)) == (0, 0, 2, 0)
    assert list(Customer.objects.order_by("pk").values()) == before
    assert EventRecord.objects.filter(customer_id__isnull=False).count() == events
    assert not ImportChange.objects.exists()


def test_lines_at_fault_are_left_out_each_with_its_reason(store, actor):
    rows = [
        ("not an address", "A", "", ""),
        ("", "B", "", ""),
        ("c@example.com", "C", "", "0912345678"),
        ("d@example.com", "=1+1", "", ""),
        ("e@example.com", "E", "x" * 101, ""),
        ("f@example.com", "F", "", ""),
        ("F@Example.com ", "F again", "", ""),
        ("g@example.com", "G", "", "", "", "one too many"),
    ]
    batch = imported(store, as_csv(HEADING, *rows), actor)
    assert reasons(batch) == {
        2: "bad_email",
        3: "no_email",
        4: "bad_phone",
        5: "formula",
        6: "too_long",
        7: "same_email",
        9: "too_many_cells",
    }
    assert counts(batch) == (1, 0, 0, 7)
    assert people(store) == {"f@example.com": ("F again", "", "")}
    assert batch.lines.get(line=7).other_line == 8


def test_an_external_id_is_the_key_and_joins_who_is_known_by_address(store, actor, customer):
    heading = ("Customer ID", "Email", "First name")
    batch = imported(store, as_csv(heading, ("7", "ana@example.com", "Ana"), ("8", "", "Bo")), actor)
    assert (batch.key, counts(batch)) == ("external_id", (1, 1, 0, 0))
    assert ExternalId.objects.get(value="7").customer == customer
    assert ExternalId.objects.get(value="8").customer.first_name == "Bo"
    told = EventRecord.objects.get(name="customers.customer_edited")
    assert told.changes == {"external_id": [None, "7"]}


def test_an_address_of_another_customer_is_refused(store, actor, customer):
    other = CustomerFactory(store=store, email="other@example.com")
    for who, value in ((customer, "7"), (other, "8")):
        ExternalId.objects.create(store=store, customer=who, value=value)
    batch = checked(
        store, as_csv(("ID", "Email"), ("7", "other@example.com"), ("9", "ana@example.com")), actor
    )
    assert reasons(batch) == {2: "email_taken", 3: "email_taken"}
    customer.refresh_from_db()
    assert (customer.email, ExternalId.objects.count()) == ("ana@example.com", 2)


def test_an_external_id_of_another_customer_is_refused(store, actor, customer):
    other = CustomerFactory(store=store, email="other@example.com")
    ExternalId.objects.create(store=store, customer=other, value="8")
    rows = (("ana@example.com", "8"), ("other@example.com", "9"))
    batch = checked(store, as_csv(("Email", "ID"), *rows), actor, key="email")
    assert reasons(batch) == {2: "id_taken", 3: "has_other_id"}


def test_two_ids_of_one_customer_are_taken_once(store, actor, customer):
    for value in "78":
        ExternalId.objects.create(store=store, customer=customer, value=value)
    batch = imported(store, as_csv(("ID", "First name"), ("7", "Seven"), ("8", "Eight")), actor)
    assert reasons(batch) == {2: "same_customer"}
    customer.refresh_from_db()
    assert customer.first_name == "Eight"


def test_a_number_that_several_share_means_nobody(store, actor):
    for _ in range(2):
        CustomerFactory(store=store, phone="+351912345678")
    one = CustomerFactory(store=store, phone="+351912345679")
    rows = (("+351912345678", "A"), ("+351 912 345 679", "B"), ("00351912345670", "C"))
    batch = imported(store, as_csv(("Phone", "First name"), *rows), actor)
    assert (batch.key, counts(batch), reasons(batch)) == ("phone", (1, 1, 0, 1), {2: "phone_shared"})
    one.refresh_from_db()
    assert one.first_name == "B"


def test_an_id_of_somebody_deleted_goes_to_who_has_it_now(store, actor, customer):
    ExternalId.objects.create(store=store, customer=customer, value="7")
    services.delete_customer(customer=customer, by=actor, now=timezone.now())
    imported(store, as_csv(("ID", "Email"), ("7", "ana@example.com")), actor)
    assert ExternalId.objects.get(value="7").customer != customer
    assert Customer.objects.get(email="ana@example.com").pk != customer.pk


def test_an_erased_customer_stays_erased(store, actor, customer):
    ExternalId.objects.create(store=store, customer=customer, value="7")
    Customer.objects.filter(pk=customer.pk).update(status="erased", first_name="")
    batch = checked(store, as_csv(("ID", "First name"), ("7", "Ana")), actor)
    assert reasons(batch) == {2: "erased"}
    with pytest.raises(services.CannotImport, match="No line"):
        services.start_import(batch=batch, by=actor, now=timezone.now())
    customer.refresh_from_db()
    assert customer.first_name == ""


def test_whoever_was_erased_at_their_wish_is_not_made_a_customer_again(store, actor):
    contacts = [("email", "ana@example.com"), ("external_id", "7"), ("phone", "+351912345678")]
    mark_erased(store=store, customer_id=None, contacts=contacts, now=timezone.now())
    rows = (("ana@example.com", "1", ""), ("b@example.com", "7", ""), ("c@example.com", "3", "+351912345678"))
    batch = checked(store, as_csv(("Email", "ID", "Phone"), *rows, ("d@example.com", "4", "")), actor)
    assert reasons(batch) == {2: "barred", 3: "barred", 4: "barred"}
    assert counts(batch) == (1, 0, 0, 3)


def test_another_stores_customers_are_nobody_here(store, actor):
    theirs = CustomerFactory(email="ana@example.com", first_name="Theirs")
    batch = imported(store, as_csv(HEADING, ANA), actor)
    assert counts(batch) == (1, 0, 0, 0)
    theirs.refresh_from_db()
    assert theirs.first_name == "Theirs"


def test_everybody_taken_gets_the_tags(store, actor, customer):
    batch = imported(store, as_csv(HEADING, ANA, BEN, ("x", "", "", "")), actor, tags=["Fair 2026", "Press"])
    assert batch.skipped == 1
    assert CustomerTag.objects.filter(store=store, tag__kind="manual").count() == 4
    assert EventRecord.objects.filter(name="customers.customer_tagged").count() == 4


def test_a_whole_name_birthday_language_and_gender_are_understood(store, actor):
    heading = ("E-Mail", "Name", "Geburtstag", "Sprache", "Anrede", "Firma")
    row = ("ana@example.com", "Ana Maria Silva", "21.03.1987", "Deutsch", "Frau", "Nord GmbH")
    imported(store, as_csv(heading, row), actor)
    ana = Customer.objects.get()
    assert (ana.first_name, ana.last_name, ana.birthday) == ("Ana Maria", "Silva", date(1987, 3, 21))
    assert (ana.language, ana.gender, ana.company) == ("de", "female", "Nord GmbH")


def test_a_change_of_columns_is_checked_anew(store, actor):
    batch = checked(store, as_csv(HEADING, ANA), actor)
    check(batch, actor, mapping={0: "email", 1: "last_name"})
    services.start_import(batch=batch, by=actor, now=timezone.now())
    finished(batch)
    assert people(store) == {"ana@example.com": ("", "Ana", "")}


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ({1: "first_name"}, "recognised by E-mail"),
        ({0: "email", 1: "email"}, "Two columns are E-mail"),
        ({0: "email", 9: "phone"}, "column of this file"),
        ({0: "email", 1: "name", 2: "last_name"}, "either the full name"),
        ({0: "email", 1: "nonsense"}, "column of this file"),
    ],
)
def test_columns_that_make_no_sense_are_refused(store, actor, mapping, words):
    batch = checked(store, as_csv(HEADING, ANA), actor)
    with pytest.raises(services.CannotImport, match=words):
        check(batch, actor, mapping=mapping)
    batch.refresh_from_db()
    assert batch.state == "checked"
