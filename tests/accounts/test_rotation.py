from accounts.signin.rotation import second_steps
from core.secrets.rotation import rotate_secrets
from tests.accounts.conftest import add_app, code_of, is_signed_in, new_visitor, sign_in

NEW_KEY = "ab" * 32


def test_second_steps_go_on_working_when_keys_are_rotated(visitor, ana, settings):
    sign_in(visitor, ana)
    secret = add_app(visitor)
    settings.ENCRYPTION_KEYS = [NEW_KEY, *settings.ENCRYPTION_KEYS]

    assert rotate_secrets()["accounts.signin.rotation.second_steps"] == 2
    settings.ENCRYPTION_KEYS = [NEW_KEY]

    other = new_visitor()
    sign_in(other, ana)
    other.post("/account/second-step", {"code": code_of(secret, 1)})
    assert is_signed_in(other)
    assert second_steps() == 0
