import pytest
from django.contrib.auth.hashers import identify_hasher

from accounts.models import Membership, User
from accounts.roles import Role
from accounts.signin.first_run import setup_link
from core.models import EventRecord, Store
from tests.accounts.conftest import PASSWORD, is_signed_in, mail_to, new_email, sign_in


@pytest.fixture(autouse=True)
def open_to_all(settings):
    settings.SIGNUP_OPEN = True


def sign_up(visitor, **changed):
    answers = {
        "name": "Bea Costa",
        "store_name": "Costa Ceramics",
        "email": new_email(),
        "password1": PASSWORD,
        "time_zone": "Europe/Lisbon",
        "currency": "EUR",
    }
    return visitor.post("/account/sign-up", answers | changed)


def confirm(visitor, email):
    code = mail_to(email).subject.split()[0]
    return visitor.post("/account/confirm-email", {"action": "verify", "code": code})


def test_signing_up_opens_a_store_once_the_mail_is_confirmed(visitor, mailoutbox):
    email = new_email()

    response = sign_up(visitor, email=email)

    assert response.url == "/account/confirm-email"
    assert not is_signed_in(visitor)
    confirm(visitor, email)
    assert is_signed_in(visitor)
    membership = Membership.objects.get(user__email=email)
    assert (membership.role, membership.store.name) == (Role.OWNER, "Costa Ceramics")
    assert (str(membership.store.zone), membership.store.currency) == ("Europe/Lisbon", "EUR")
    names = EventRecord.objects.filter(store=membership.store).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["accounts.store_opened", "accounts.signed_in"]


def test_a_wrong_code_opens_nothing(visitor, mailoutbox):
    sign_up(visitor)

    response = visitor.post("/account/confirm-email", {"action": "verify", "code": "WRNG-WRNG"})

    assert response.status_code == 422
    assert not is_signed_in(visitor)


def test_five_wrong_codes_end_the_attempt(visitor, mailoutbox):
    email = new_email()
    sign_up(visitor, email=email)
    for _ in range(5):
        visitor.post("/account/confirm-email", {"action": "verify", "code": "WRNG-WRNG"})

    confirm(visitor, email)

    assert not is_signed_in(visitor)


def test_an_unconfirmed_address_is_asked_again_at_sign_in(visitor, mailoutbox):
    email = new_email()
    sign_up(visitor, email=email)
    visitor.get("/account/start-over")

    response = sign_in(visitor, User.objects.get(email=email))

    assert response.status_code in {302, 422, 429}
    assert not is_signed_in(visitor)


def test_a_known_address_gets_the_same_answer_and_nothing_is_made(visitor, ana, mailoutbox):
    before = (User.objects.count(), Store.objects.count())

    response = sign_up(visitor, email=ana.email)

    assert response.url == "/account/confirm-email"
    assert visitor.get(response.url).status_code == 200
    assert (User.objects.count(), Store.objects.count()) == before
    assert mail_to(ana.email).subject == "You already have an account"
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "elevenchars",
        "password1234",
        "password2026!",
        "Passw0rdPassw0rd",
        "qwertyuiop123",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "CostaCeramics2026!",
        "Costa-2026-2026!",
        "Regulars2026!!",
        "regulars regulars",
        "beacosta12345678",
        "123456789012",
    ],
)
def test_passwords_people_guess_are_refused(visitor, password, mailoutbox):
    response = sign_up(visitor, password1=password)

    assert response.status_code == 422
    assert response.context["form"].errors["password1"]
    assert not Store.objects.filter(name="Costa Ceramics").exists()
    assert not mailoutbox


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "x7" * 64,
        "🦦" * 3 + "otter paddle",
        "  leading and trailing  ",
        "correct horse at Costa's battery",
    ],
)
def test_long_passwords_of_any_characters_are_taken_whole(visitor, password, mailoutbox):
    email = new_email()
    password = password if len(set(password)) > 4 else password + "abcdefgh"

    sign_up(visitor, email=email, password1=password)

    user = User.objects.get(email=email)
    assert identify_hasher(user.password).algorithm == "argon2"
    assert user.check_password(password)
    assert not user.check_password(password[:-1])


def test_a_place_that_does_not_exist_is_refused(visitor, mailoutbox):
    response = sign_up(visitor, time_zone="Mars/Olympus", currency="XXX")

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"time_zone", "currency"}
    assert not Store.objects.exists()


def test_after_the_first_person_others_need_an_invitation(visitor, ana, settings, mailoutbox):
    settings.SIGNUP_OPEN = None

    response = sign_up(visitor)

    assert "by invitation" in response.content.decode()
    assert not Store.objects.filter(name="Costa Ceramics").exists()
    assert "Open your store" not in visitor.get("/account/sign-in").content.decode()


def test_on_a_new_server_only_the_set_up_link_opens_the_first_store(visitor, settings, mailoutbox):
    settings.SIGNUP_OPEN = None
    assert sign_up(visitor).status_code == 200
    assert not User.objects.exists()

    link = setup_link()
    assert link.startswith(settings.PUBLIC_BASE_URL)
    assert "Your name" in visitor.get(link.removeprefix(settings.PUBLIC_BASE_URL)).content.decode()
    sign_up(visitor)

    assert User.objects.count() == Store.objects.count() == 1


def test_the_set_up_link_is_worth_nothing_later(visitor, ana, settings):
    settings.SIGNUP_OPEN = None

    page = visitor.get(setup_link().removeprefix(settings.PUBLIC_BASE_URL)).content.decode()

    assert "Your name" not in page


def test_sign_up_can_be_closed_altogether(visitor, settings, mailoutbox):
    settings.SIGNUP_OPEN = False

    sign_up(visitor)

    assert not User.objects.exists()
