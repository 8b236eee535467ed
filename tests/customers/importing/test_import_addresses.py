import pytest
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import Address, Customer, ExternalId
from tests.customers.importing.files import as_csv, check, checked, counts, imported, reasons, undone
from tests.factories import AddressFactory, CustomerFactory

HEADING = ("Email", "Street", "Address 2", "Zip", "City", "State", "Country")
PORTO = ("Rua  do Ouro\n7", "3. Esq.", "4150-553", "Porto", "Norte", "Portugal")
ANA = ("ana@example.com", *PORTO)
BEN = ("ben@example.com", "", "", "", "Graz", "", "Österreich")


def lives(customer):
    customer.refresh_from_db()
    return customer.city, customer.region, customer.country


@pytest.mark.parametrize(
    "heading",
    [
        ("Email", "Address1", "Address2", "Zip", "City", "Province", "Country Code"),
        ("E-Mail", "Straße", "Adresszusatz", "PLZ", "Ort", "Bundesland", "Land"),
        ("Courriel", "Adresse", "Complément adresse", "Code postal", "Ville", "Région", "Pays"),
        ("Correo", "Dirección", "Direccion 2", "Código postal", "Ciudad", "Provincia", "País"),
    ],
)
def test_columns_of_an_address_are_recognised(store, actor, heading):
    batch = checked(store, as_csv(heading, ANA), actor)
    keys = ["email", "line_1", "line_2", "postcode", "city", "region", "country"]
    assert list(batch.mapping.values()) == keys


def test_a_column_of_addresses_may_be_that_of_e_mail(store, actor):
    batch = checked(store, as_csv(("Address", "First name"), ("ana@example.com", "Ana")), actor)
    assert batch.mapping == {"0": "email", "1": "first_name"}


def test_whoever_has_none_gets_the_address_of_the_file(store, actor, customer):
    batch = imported(store, as_csv(HEADING, ANA, BEN), actor)
    assert counts(batch) == (1, 1, 0, 0)
    address = Address.objects.get(customer=customer)
    assert (address.is_main, address.source, address.kind) == (True, "import", "shipping")
    assert address.lines == ["Rua do Ouro 7", "3. Esq.", "4150-553 Porto", "Norte", "Portugal"]
    assert address.household
    assert lives(customer) == ("Porto", "Norte", "PT")
    assert lives(Customer.objects.get(email="ben@example.com")) == ("Graz", "", "AT")
    told = EventRecord.objects.get(name="customers.address_added")
    assert (told.customer_id, told.subject_id, told.subject_label) == (customer.pk, address.pk, "Ana López")


def test_whoever_has_an_address_keeps_it(store, actor, customer):
    AddressFactory(store=store, customer=customer, line_1="Calle Mayor 1", city="Madrid", country="ES")
    batch = imported(store, as_csv(HEADING, ANA), actor)
    assert counts(batch) == (0, 0, 1, 0)
    assert Address.objects.get().city == "Madrid"


def test_an_address_that_staff_deleted_does_not_come_back(store, actor, customer):
    address = services.add_address(customer=customer, city="Madrid", by=actor, now=timezone.now())
    services.delete_address(address=address, by=actor, now=timezone.now())
    assert counts(imported(store, as_csv(HEADING, ANA), actor)) == (0, 0, 1, 0)
    assert not Address.objects.exists()


def test_a_country_we_do_not_know_is_a_fault_of_the_line(store, actor, customer):
    batch = imported(store, as_csv(HEADING, (*ANA[:-1], "Atlantis"), BEN), actor)
    assert reasons(batch) == {2: "bad_country"}
    assert not Address.objects.filter(customer=customer).exists()


def test_a_line_without_any_of_it_makes_no_address(store, actor, customer):
    batch = imported(store, as_csv(HEADING, ("ana@example.com", *[""] * 6)), actor)
    assert (counts(batch), Address.objects.count()) == ((0, 0, 1, 0), 0)


def test_the_same_file_again_changes_nothing(store, actor, customer):
    imported(store, as_csv(HEADING, ANA, BEN), actor)
    before = list(Address.objects.order_by("pk").values())
    assert counts(imported(store, as_csv(HEADING, ANA, BEN), actor)) == (0, 0, 2, 0)
    assert list(Address.objects.order_by("pk").values()) == before


def test_two_ids_of_one_customer_make_one_address(store, actor, customer):
    for value in "78":
        ExternalId.objects.create(store=store, customer=customer, value=value)
    batch = imported(store, as_csv(("ID", "City"), ("7", "Porto"), ("8", "Graz")), actor)
    assert (reasons(batch), Address.objects.get().city) == ({2: "same_customer"}, "Graz")


def test_an_undo_takes_the_addresses_away(store, actor, customer):
    batch = undone(imported(store, as_csv(HEADING, ANA, BEN), actor), actor)
    assert (batch.deleted, batch.put_back, batch.left_alone) == (1, 1, 0)
    assert not Address.with_deleted.filter(customer=customer).exists()
    assert lives(customer) == ("", "", "")
    assert not Customer.objects.filter(email="ben@example.com").exists()
    assert counts(imported(store, as_csv(HEADING, ANA), actor)) == (0, 1, 0, 0)
    assert lives(customer) == ("Porto", "Norte", "PT")


def test_an_address_edited_since_stays_and_is_said(store, actor, customer):
    other = CustomerFactory(store=store, email="cleo@example.com")
    batch = imported(store, as_csv(HEADING, ANA, ("cleo@example.com", *PORTO)), actor)
    address = Address.objects.get(customer=customer)
    services.edit_address(address=address, city="Braga", by=actor, now=timezone.now())
    batch = undone(batch, actor)
    assert (batch.deleted, batch.put_back, batch.left_alone) == (0, 1, 1)
    assert (lives(customer)[0], lives(other)[0]) == ("Braga", "")
    assert [error.value for error in batch.job.errors.all()] == ["Ana López"]


def test_a_new_customer_who_stays_keeps_the_address(store, actor):
    batch = imported(store, as_csv(HEADING, BEN), actor)
    ben = Customer.objects.get()
    services.add_note(customer=ben, text="Called", by=actor, now=timezone.now())
    batch = undone(batch, actor)
    assert (batch.deleted, batch.left_alone, lives(ben)) == (0, 1, ("Graz", "", "AT"))


def test_columns_chosen_otherwise_are_taken_as_chosen(store, actor, customer):
    batch = checked(store, as_csv(("Email", "Where"), ("ana@example.com", "de")), actor)
    check(batch, actor, mapping={0: "email", 1: "country"})
    assert counts(batch)[1] == 1
