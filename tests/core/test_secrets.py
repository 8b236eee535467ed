"""Secrets at rest: unreadable in the database, of no use in another row, never shown."""

import json
import logging

import pytest
from django import forms
from django.core import serializers
from django.core.management import call_command
from django.db import connection, models
from django.test.utils import isolate_apps

from core.csv import guarded
from core.events.changes import changes
from core.ids import new_uuid7
from core.models import PublicModel
from core.secrets import CannotDecrypt, SecretField, decrypt, encrypt
from core.secrets.rotation import rotate_secrets

OLD, NEW = "0a" * 32, "0b" * 32
KEY = "sk_live_51NotForYourEyes"


@pytest.fixture
def account_model(db):
    with isolate_apps("core"):

        class Account(PublicModel):
            name = models.CharField(max_length=20, default="Mail")
            api_key = SecretField()

            class Meta:
                app_label = "core"

    with connection.schema_editor() as editor:
        editor.create_model(Account)
    return Account  # its table goes with the test's transaction


@pytest.fixture
def account(account_model, store):
    account = account_model.objects.create(store=store, api_key=KEY)
    return account_model.objects.get(pk=account.pk)


def dump(model):
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} TO STDOUT") as rows:
        return b"".join(rows).decode()


def test_a_secret_comes_back_as_it_was_given(account):
    assert account.api_key.reveal() == KEY


def test_a_dump_of_the_table_does_not_hold_it(account):
    assert KEY not in dump(type(account))
    assert "v1." in dump(type(account))


def test_the_same_secret_twice_gives_two_ciphertexts(account, store):
    type(account).objects.create(store=store, api_key=KEY)
    first, second = sealed_in_table()
    assert first != second


def sealed_in_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT api_key FROM core_account ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_ciphertexts_swapped_between_rows_do_not_open(account, store):
    other = type(account).objects.create(store=store, api_key="another")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_account SET api_key = %s WHERE id = %s",
            [sealed_in_table()[0], other.pk],
        )
    other = type(account).objects.get(pk=other.pk)
    with pytest.raises(CannotDecrypt):
        other.api_key.reveal()


def test_a_row_moved_to_another_store_does_not_open(account, stranger):
    type(account).objects.update(store=stranger.membership.store)
    account = type(account).objects.get()
    with pytest.raises(CannotDecrypt):
        account.api_key.reveal()


def test_a_changed_ciphertext_does_not_open():
    sealed = encrypt("text", "here")
    with pytest.raises(CannotDecrypt):
        decrypt(sealed[:-3] + ("AAA" if sealed[-3:] != "AAA" else "BBB"), "here")
    with pytest.raises(CannotDecrypt):
        decrypt(sealed, "there")
    with pytest.raises(CannotDecrypt):
        decrypt("not a ciphertext", "here")


def test_it_shows_in_no_text_of_its_row(account, caplog):
    fresh = type(account)(store=account.store, api_key=KEY)
    for row in (account, fresh):
        logging.getLogger("tests").warning("%r %s %r", row.api_key, row.api_key, vars(row))
        assert KEY not in caplog.text
        assert guarded(row.api_key) == "••••••••"
        assert KEY not in serializers.serialize("json", [account])
        with pytest.raises(TypeError):
            json.dumps(row.api_key)


def test_the_activity_log_learns_that_it_changed_and_no_value(account):
    assert changes(account, api_key="a new one") == {"api_key": ["•••", "•••"]}
    account.save()
    assert type(account).objects.get().api_key.reveal() == "a new one"


def test_it_cannot_be_searched_or_set_in_bulk(account):
    with pytest.raises(TypeError):
        type(account).objects.filter(api_key=KEY)
    with pytest.raises(TypeError):
        type(account).objects.update(api_key=KEY)
    assert account.api_key.reveal() == KEY


def test_a_form_says_whether_it_is_set_and_keeps_it_when_left_empty(account):
    form_class = forms.modelform_factory(type(account), fields=["name", "api_key"])
    page = str(form_class(instance=account))
    assert KEY not in page
    assert "••••" not in page
    assert "Set. Type to replace it" in page
    form_class({"name": "Post", "api_key": ""}, instance=account).save()
    account = type(account).objects.get()
    assert (account.name, account.api_key.reveal()) == ("Post", KEY)
    form_class({"name": "Post", "api_key": "other"}, instance=account).save()
    assert type(account).objects.get().api_key.reveal() == "other"


def test_after_a_rotation_the_old_key_can_be_dropped(account_model, store, settings):
    settings.ENCRYPTION_KEYS = [OLD]
    for number in range(3):
        account_model.objects.create(store=store, api_key=f"{KEY}{number}")
    account_model.objects.create(store=store)

    settings.ENCRYPTION_KEYS = [NEW, OLD]
    assert sum(rotate_secrets([account_model]).values()) == 3
    assert sum(rotate_secrets([account_model]).values()) == 0

    settings.ENCRYPTION_KEYS = [NEW]
    revealed = [account.api_key.reveal() for account in account_model.objects.order_by("pk")]
    assert revealed == [f"{KEY}0", f"{KEY}1", f"{KEY}2", ""]


def test_without_its_key_a_secret_does_not_open(account, settings):
    settings.ENCRYPTION_KEYS = [NEW]
    with pytest.raises(CannotDecrypt):
        account.api_key.reveal()


def test_ids_made_here_are_time_ordered_version_7():
    ids = [new_uuid7() for _ in range(3)]
    assert {public_id.version for public_id in ids} == {7}
    assert {public_id.variant for public_id in ids} == {"specified in RFC 4122"}
    assert len(set(ids)) == 3


def test_the_command_says_how_many_it_brought_to_the_newest_key(db, capsys):
    call_command("rotate_secrets")
    assert capsys.readouterr().out.splitlines()[-1] == "0 secrets brought to the newest key."
