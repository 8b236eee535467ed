"""Company, birthday, gender, time zone, social handles, photo and owner: kept, refused, filtered by."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django.asserts import assertContains

from core.models import EventRecord, Upload
from customers import services
from customers.filters import born_within
from customers.models import Customer
from customers.particulars import normal_birthday, normal_handle, normal_socials, normal_time_zone
from tests.commerce.test_images import photo
from tests.customers.deliveries import at, deliver
from tests.customers.test_customer_list import rows
from tests.factories import CustomerFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edit(customer, actor):
    return lambda **values: services.edit_customer(customer=customer, by=actor, now=timezone.now(), **values)


def test_everything_typed_is_kept_and_told(edit, customer, owner):
    edit(
        company="Lima Outdoor",
        birthday="1990-05-31",
        gender="female",
        time_zone="Europe/Lisbon",
        socials={"instagram": "https://www.instagram.com/ana.lima/?hl=pt", "x": ""},
        owner=owner.membership,
    )
    customer.refresh_from_db()
    assert (customer.company, customer.birthday, customer.gender) == (
        "Lima Outdoor",
        date(1990, 5, 31),
        "female",
    )
    assert (customer.gender, customer.time_zone, customer.socials) == (
        "female",
        "Europe/Lisbon",
        {"instagram": "ana.lima"},
    )
    assert customer.owner == owner.membership
    changes = EventRecord.objects.get(name="customers.customer_edited").changes
    assert changes["birthday"] == [None, "1990-05-31"]
    assert changes["owner"] == [None, str(owner.membership.user)]


@pytest.mark.parametrize("day", ["31.5.1990", "1899-12-31", "2999-01-01", "1990-02-30"])
def test_a_day_that_is_no_birthday_is_refused(edit, customer, day):
    with pytest.raises(ValidationError):
        edit(birthday=day)
    customer.refresh_from_db()
    assert customer.birthday is None


@pytest.mark.parametrize("name", ["Lisbon", "CET", "Etc/GMT+1", "Mars/Olympus"])
def test_a_time_zone_is_named_by_its_place(name):
    with pytest.raises(ValidationError, match="by its place"):
        normal_time_zone(name)


@pytest.mark.parametrize("told", ["ana", "@ana", "https://x.com/ana", "x.com/ana/?s=1"])
def test_a_handle_is_kept_without_what_stands_around_it(told):
    assert normal_handle(told) == "ana"


def test_networks_nobody_knows_are_refused_with_those_there_are():
    with pytest.raises(ValidationError, match="There is no network called myspace"):
        normal_socials({"myspace": "ana"})


def test_no_birthday_is_no_birthday():
    assert normal_birthday("") is normal_birthday(None) is None


def test_somebody_of_another_store_looks_after_nobody_here(edit, customer):
    with pytest.raises(services.CannotEditCustomer, match="who works here"):
        edit(owner=MembershipFactory())
    customer.refresh_from_db()
    assert customer.owner is None


def test_somebody_who_left_looks_after_nobody_new(edit, customer, store):
    gone = MembershipFactory(store=store, deactivated_at=timezone.now())
    with pytest.raises(services.CannotEditCustomer, match="who works here"):
        edit(owner=gone)
    Customer.objects.filter(pk=customer.pk).update(owner=gone)
    edit(owner=gone, company="Lima")  # had the customer already
    customer.refresh_from_db()
    assert customer.company == "Lima"


def test_the_shop_tells_them_too_and_later_news_wins(store):
    told = {"external_id": "1", "company": "Lima", "birthday": "1990-05-31", "time_zone": "Europe/Lisbon"}
    deliver(store, {**told, "updated_at": at(2)})
    deliver(store, {"external_id": "1", "company": "Old", "gender": "female", "updated_at": at(1)})
    customer = Customer.objects.get()
    assert (customer.company, customer.birthday, customer.gender) == ("Lima", date(1990, 5, 31), "female")
    (again,) = deliver(store, {**told, "updated_at": at(2)})
    assert str(again.outcome) == "unchanged"


def test_the_form_has_them_all_and_keeps_them(owner, customer):
    page = f"/customers/{customer.public_id}/edit"
    given = {
        "first_name": "Ana",
        "company": "Lima",
        "birthday": "1990-05-31",
        "social_tiktok": "@ana",
        "owner": str(owner.membership.public_id),
    }
    assert owner.post(page, given).status_code == 302
    customer.refresh_from_db()
    assert (customer.company, customer.socials, customer.owner) == (
        "Lima",
        {"tiktok": "ana"},
        owner.membership,
    )
    response = owner.get(page)
    assertContains(response, 'value="1990-05-31"')
    assertContains(response, 'value="ana"')


def test_a_wrong_time_zone_keeps_what_was_typed(owner, customer):
    response = owner.post(
        f"/customers/{customer.public_id}/edit",
        {"first_name": "Ana", "time_zone": "Lisbon", "company": "Lima"},
    )
    assertContains(response, "by its place", status_code=422)
    assertContains(response, 'value="Lima"', status_code=422)
    customer.refresh_from_db()
    assert customer.company == ""


def test_a_photo_is_cut_square_and_the_one_before_goes(owner, customer):
    page = f"/customers/{customer.public_id}/photo"
    for _turn in range(2):
        assert owner.post(page, {"file": photo()}, headers={"HX-Request": "true"}).status_code == 200
    customer.refresh_from_db()
    upload = Upload.objects.get()
    assert (customer.photo, upload.width, upload.height) == (upload, 256, 256)
    assertContains(owner.get("/customers"), f"/uploads/{upload.public_id}")
    owner.post(f"{page}/remove", headers={"HX-Request": "true"})
    customer.refresh_from_db()
    assert customer.photo is None
    assert not Upload.objects.exists()


def test_what_is_no_picture_is_refused_in_words(owner, customer):
    file = SimpleUploadedFile("ana.png", b"not a picture", "image/png")
    response = owner.post(
        f"/customers/{customer.public_id}/photo", {"file": file}, headers={"HX-Request": "true"}
    )
    assertContains(response, "not an image we can read", status_code=422)
    assert not Upload.objects.exists()


def test_found_by_place_company_and_owner(owner, store):
    ana = CustomerFactory(
        store=store, first_name="Ana", last_name="Lima", country="PT", city="Évora", region="Alentejo"
    )
    CustomerFactory(store=store, first_name="Ben", last_name="Ode", company="ACME Boots")
    Customer.objects.filter(pk=ana.pk).update(owner=owner.membership)
    assert rows(owner.get("/customers?country=PT")) == ["Ana Lima"]
    assert rows(owner.get("/customers?city=ÉVORA")) == ["Ana Lima"]
    assert rows(owner.get("/customers?region=alentejo")) == ["Ana Lima"]
    assert rows(owner.get("/customers?company=acme+b")) == ["Ben Ode"]
    assert rows(owner.get("/customers?company=boots")) == []
    assert rows(owner.get(f"/customers?owner={owner.membership.user.email}")) == ["Ana Lima"]
    assert rows(owner.get("/customers?owner=nobody")) == ["Ben Ode"]


def test_birthdays_are_found_whatever_the_year(store):
    today = date(2026, 12, 29)
    for day in (date(1990, 12, 29), date(1985, 1, 2), date(2000, 12, 1), date(1999, 6, 1)):
        CustomerFactory(store=store, birthday=day)

    def born(when):
        found = Customer.objects.filter(born_within(when, today)).order_by("birthday")
        return [(one.birthday.month, one.birthday.day) for one in found]

    assert born("today") == [(12, 29)]
    assert born("next_7_days") == [(1, 2), (12, 29)]
    assert born("this_month") == [(12, 29), (12, 1)]
    assert born("next_month") == [(1, 2)]
