import pytest
from allauth.mfa.models import Authenticator

from accounts.services import reset_second_step
from core.actors import SYSTEM
from core.store_settings import Security
from tests.accounts.conftest import (
    add_app,
    code_of,
    events_of,
    is_signed_in,
    mail_to,
    new_visitor,
    recovery_codes,
    sign_in,
)
from tests.factories import MembershipFactory


def require_second_step(store):
    store.setting_rows.update_or_create(
        group=Security.key, defaults={"values": Security(require_mfa=True).to_stored()}
    )


@pytest.fixture
def secret(visitor, ana):
    """Ana, signed in, with an authenticator app."""
    sign_in(visitor, ana)
    return add_app(visitor)


def test_an_authenticator_app_is_added_by_its_first_code(secret, ana, mailoutbox):
    kinds = set(ana.authenticator_set.values_list("type", flat=True))

    assert kinds == {"totp", "recovery_codes"}
    assert events_of(ana).count("accounts.second_step_added") == 1


def test_a_wrong_first_code_adds_nothing(visitor, ana):
    sign_in(visitor, ana)
    visitor.get("/account/app")

    response = visitor.post("/account/app", {"code": "000000"})

    assert response.status_code == 422
    assert not ana.authenticator_set.exists()


@pytest.mark.django_db(transaction=True)
def test_adding_one_tells_by_mail_and_signs_other_browsers_out(visitor, ana, mailoutbox):
    other = new_visitor()
    sign_in(other, ana)
    sign_in(visitor, ana)

    add_app(visitor)

    assert not is_signed_in(other)
    assert is_signed_in(visitor)
    assert mail_to(ana.email).subject == "An authenticator app was added"


def test_the_password_alone_no_longer_signs_in(secret, ana):
    other = new_visitor()

    response = sign_in(other, ana)

    assert response.url == "/account/second-step"
    assert not is_signed_in(other)
    other.post("/account/second-step", {"code": code_of(secret, 1)})
    assert is_signed_in(other)


def test_a_code_is_good_once(secret, ana):
    first, second = new_visitor(), new_visitor()
    code = code_of(secret, 1)
    sign_in(first, ana)
    first.post("/account/second-step", {"code": code})
    assert is_signed_in(first)

    sign_in(second, ana)
    response = second.post("/account/second-step", {"code": code})

    assert response.status_code == 422
    assert not is_signed_in(second)


def test_the_code_that_added_the_app_is_spent(secret, ana):
    other = new_visitor()
    sign_in(other, ana)

    other.post("/account/second-step", {"code": code_of(secret)})

    assert not is_signed_in(other)


def test_an_older_code_is_refused_after_a_newer_one(secret, ana):
    first, second = new_visitor(), new_visitor()
    sign_in(first, ana)
    first.post("/account/second-step", {"code": code_of(secret, 1)})

    sign_in(second, ana)
    second.post("/account/second-step", {"code": code_of(secret, 0)})

    assert not is_signed_in(second)


def test_codes_from_far_away_are_refused(secret, ana):
    for steps in (-2, 3):
        other = new_visitor()
        sign_in(other, ana)
        other.post("/account/second-step", {"code": code_of(secret, steps)})
        assert not is_signed_in(other)


def test_wrong_codes_are_limited_and_remembered(secret, ana):
    other = new_visitor()
    sign_in(other, ana)

    statuses = [other.post("/account/second-step", {"code": "000000"}).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [429]
    assert events_of(ana).count("accounts.sign_in_failed") == 5
    other.post("/account/second-step", {"code": code_of(secret, 1)})
    assert not is_signed_in(other)


def test_recovery_codes_are_shown_once_and_work_once(secret, visitor, ana):
    codes = recovery_codes(visitor)
    assert len(set(codes)) == 10
    assert recovery_codes(visitor) == []

    for expected in (True, False):
        other = new_visitor()
        sign_in(other, ana)
        other.post("/account/second-step", {"code": codes[3]})
        assert is_signed_in(other) is expected


def test_new_recovery_codes_replace_the_old(secret, visitor, ana, mailoutbox):
    old = recovery_codes(visitor)

    visitor.post("/account/recovery-codes/renew")

    assert set(recovery_codes(visitor)).isdisjoint(old)
    assert "accounts.recovery_codes_renewed" in events_of(ana)
    other = new_visitor()
    sign_in(other, ana)
    other.post("/account/second-step", {"code": old[0]})
    assert not is_signed_in(other)


def test_secrets_lie_encrypted_in_their_own_row(secret, visitor, ana):
    codes = recovery_codes(visitor)
    stored = str([list(ana.authenticator_set.values_list("data", flat=True)), dict(visitor.session)])

    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_the_secret_is_encrypted_before_the_first_code_too(visitor, ana):
    sign_in(visitor, ana)
    page = visitor.get("/account/app")

    assert page.context["form"].secret not in str(dict(visitor.session))


def test_a_secret_copied_to_another_person_opens_nothing(secret, ana, store):
    thief = MembershipFactory(store=store).user
    thief.set_password("brisk otters paddle north")
    thief.save()
    thief.emailaddress_set.create(email=thief.email, verified=True, primary=True)
    stolen = Authenticator.objects.get(user=ana, type="totp")
    Authenticator.objects.create(user=thief, type="totp", data=stolen.data)
    other = new_visitor(raise_request_exception=False)
    sign_in(other, thief)

    other.post("/account/second-step", {"code": code_of(secret, 1)})

    assert not is_signed_in(other)


def test_removing_the_app_takes_the_recovery_codes_with_it(secret, visitor, ana):
    visitor.post("/account/app/remove")

    assert not ana.authenticator_set.exists()
    assert "accounts.second_step_removed" in events_of(ana)


def test_somebody_locked_out_is_helped_by_a_superuser(secret, visitor, ana):
    reset_second_step(user=ana, by=SYSTEM)

    assert not ana.authenticator_set.exists()
    assert not is_signed_in(visitor)
    assert events_of(ana)[-2:] == ["accounts.second_step_reset", "accounts.sessions_ended"]


ENROL = "/account/security"


@pytest.mark.parametrize("path", ["/", "/customers", "/account/sessions", "/account/email"])
def test_where_it_is_required_every_page_leads_to_setting_one_up(visitor, ana, store, path):
    require_second_step(store)
    sign_in(visitor, ana)

    response = visitor.get(path)

    assert (response.status_code, response.url) == (302, ENROL)


def test_where_it_is_required_the_api_says_so(visitor, ana, store):
    require_second_step(store)
    sign_in(visitor, ana)

    response = visitor.get("/api/customers")

    assert response.status_code == 403
    assert response.json()["code"] == "second_step_required"


def test_once_set_up_everything_opens(visitor, ana, store):
    require_second_step(store)
    sign_in(visitor, ana)

    add_app(visitor)

    assert visitor.get("/").status_code == 200
