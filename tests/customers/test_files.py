from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.roles import Role
from core.files import private_files
from core.models import EventRecord, Upload
from customers import services as customers
from customers.models import Customer, CustomerFile
from customers.services import files as services
from tests.conftest import signed_in
from tests.factories import MembershipFactory

NOW = timezone.now()


def a_file(name="contract.txt", content=b"Agreed: 10 boots."):
    return SimpleUploadedFile(name, content, "text/plain")


@pytest.fixture
def kept(customer, actor):
    return services.add_files(customer=customer, files=[a_file()], by=actor, now=NOW)[0]


def at(customer, *rest):
    return "/".join((f"/customers/{customer.public_id}/files", *map(str, rest)))


def test_several_are_kept_at_once(owner, customer):
    answer = owner.post(
        at(customer, "add"), {"files": [a_file(), a_file("terms.txt")]}, HTTP_HX_REQUEST="true"
    )
    assert "2 files kept" in answer["HX-Trigger"]
    page = answer.content.decode()
    assert "contract.txt" in page
    assert "terms.txt" in page
    assert EventRecord.objects.filter(name="customers.file_added", customer_id=customer.pk).count() == 2


def test_one_wrong_file_keeps_none_of_them(owner, customer):
    sent = [a_file(), a_file("page.html", b"<script>")]
    answer = owner.post(at(customer, "add"), {"files": sent}, HTTP_HX_REQUEST="true")
    assert "page.html" in answer.content.decode()
    assert "not accepted" in answer.content.decode()
    assert not CustomerFile.objects.exists()
    assert not Upload.objects.exists()
    assert not EventRecord.objects.exists()


def test_nothing_chosen_is_said(owner, customer):
    assert "Choose a file" in owner.post(at(customer, "add"), HTTP_HX_REQUEST="true").content.decode()


@pytest.mark.parametrize(
    ("most", "why"), [("MOST_FILES", "at most 1 files"), ("AT_ONCE", "at most 1 files at once")]
)
def test_there_is_an_end_to_them(customer, actor, monkeypatch, most, why):
    monkeypatch.setattr(services, most, 1)
    with pytest.raises(services.CannotAddFiles, match=why):
        services.add_files(customer=customer, files=[a_file(), a_file()], by=actor, now=NOW)
    assert not CustomerFile.objects.exists()


def test_an_erased_customer_gets_none(customer, actor):
    Customer.objects.update(status="erased")
    with pytest.raises(services.CannotAddFiles, match="erased"):
        services.add_files(customer=customer, files=[a_file()], by=actor, now=NOW)
    assert not Upload.objects.exists()


def test_a_file_leaves_as_a_download_only(owner, customer, kept):
    kept.refresh_from_db()
    answer = owner.get(at(customer, kept.public_id))
    assert b"".join(answer.streaming_content) == b"Agreed: 10 boots."
    assert answer["Content-Disposition"] == 'attachment; filename="contract.txt"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_deleted_and_brought_back(owner, customer, kept):
    kept.refresh_from_db()
    assert "File deleted" in owner.post(at(customer, kept.public_id, "delete"))["HX-Trigger"]
    assert owner.get(at(customer, kept.public_id)).status_code == 404
    owner.post(at(customer, kept.public_id, "restore"))
    assert owner.get(at(customer, kept.public_id)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_day_later_the_file_itself_is_gone(kept, actor):
    services.delete_file(file=kept, by=actor, now=NOW - timedelta(days=2))
    customers.purge_deleted(now=NOW)
    assert not Upload.objects.exists()
    assert not private_files().exists(kept.upload.path)


@pytest.mark.django_db(transaction=True)
def test_the_files_of_a_customer_who_is_gone_for_good_are_gone_too(customer, kept, actor):
    customers.delete_customer(customer=customer, by=actor, now=NOW - timedelta(days=2))
    customers.purge_deleted(now=NOW)
    assert not Upload.objects.exists()
    assert not private_files().exists(kept.upload.path)


def test_an_analyst_sees_no_files_and_support_does(store, customer, kept):
    kept.refresh_from_db()
    analyst = signed_in(MembershipFactory(store=store, role=Role.ANALYST))
    support = signed_in(MembershipFactory(store=store, role=Role.SUPPORT))
    assert analyst.get(at(customer, kept.public_id)).status_code == 403
    assert support.get(at(customer, kept.public_id)).status_code == 200
    assert "Files" not in analyst.get(f"/customers/{customer.public_id}").content.decode()
