from urllib.parse import urlsplit

from allauth.account.internal.stagekit import unstash_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.secrets import decrypt, encrypt


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Enter the newest code your app shows."),
        "unverified_email": _("Confirm your e-mail first."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text, bound_to=_row())

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text, bound_to=_row())

    def get_totp_issuer(self) -> str:
        host = urlsplit(settings.PUBLIC_BASE_URL).hostname
        return f"Regulars ({host})"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": "Regulars"}

    def generate_authenticator_name(self, user, type) -> str:
        return gettext("Passkey")


def place_of(user_pk: int) -> str:
    """Whose secret it is: copied to another person's row, it does not decrypt."""
    return f"mfa_authenticator:{user_pk}"


def _row() -> str:
    request = context.request
    user = request.user
    if not user.is_authenticated:
        user = unstash_login(request, peek=True).user
    return place_of(user.pk)
