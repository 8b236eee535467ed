import pytest
from django.core.management import CommandError, call_command

from accounts.models import Membership, User
from core.models import Store
from tests.accounts.conftest import PASSWORD, is_signed_in, sign_in

COMMAND = "accounts.management.commands.create_owner.getpass"


@pytest.fixture
def typed(monkeypatch):
    """What somebody types when asked for the password, twice."""

    def answers(*words):
        queue = list(words)
        monkeypatch.setattr(COMMAND, lambda prompt: queue.pop(0))

    return answers


def test_an_owner_is_made_with_a_store_and_signs_in_at_once(db, visitor, typed):
    typed(PASSWORD, PASSWORD)

    call_command("create_owner", "Bea@Costa.example", "--name=Bea", "--store=Costa Ceramics")

    user = User.objects.get(email="bea@costa.example")
    assert Membership.objects.get(user=user).is_owner()
    assert not user.is_superuser
    sign_in(visitor, user)
    assert is_signed_in(visitor)


def test_a_superuser_needs_no_store(db, typed):
    typed(PASSWORD, PASSWORD)

    call_command("create_owner", "root@example.com", "--superuser")

    assert User.objects.get().is_superuser
    assert not Store.objects.exists()


@pytest.mark.parametrize(
    ("words", "arguments"),
    [
        ((PASSWORD, "another one, mistyped"), ["--store=Costa"]),
        (("password2026!", "password2026!"), ["--store=Costa"]),
        (("CostaCeramics2026!",) * 2, ["--store=Costa Ceramics"]),
        ((PASSWORD, PASSWORD), []),
    ],
)
def test_otherwise_nothing_is_made(db, typed, words, arguments):
    typed(*words)

    with pytest.raises(CommandError):
        call_command("create_owner", "bea@costa.example", *arguments)

    assert not User.objects.exists()
    assert not Store.objects.exists()


def test_the_set_up_link_is_printed_until_somebody_is_there(db, capsys, ana):
    with pytest.raises(CommandError, match="invitation"):
        call_command("setup_link")
    User.objects.all().delete()

    call_command("setup_link")

    assert "/account/sign-up?setup=" in capsys.readouterr().out
