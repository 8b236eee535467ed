"""One-time codes, each good once: the step of the last one used is kept in PostgreSQL (reliability S06).

allauth keeps used codes in the cache, for one step; with a step of tolerance either way, and with a
cache that may be emptied, that is too little.
"""

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

LAST_STEP = "last_step"


def matching_step(secret: str, code: str) -> int | None:
    """The time step this code belongs to, now or one step either way."""
    now = int(time.time()) // app_settings.TOTP_PERIOD
    for step in (now, now - 1, now + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step))):
            return step
    return None


@transaction.atomic
def use_code(authenticator: Authenticator, code: str) -> bool:
    """Whether the code is right and newer than the last one used; from then on it is used."""
    locked = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    step = matching_step(decrypt(locked.data["secret"]), code)
    if step is None or step <= locked.data.get(LAST_STEP, -1):
        return False
    locked.data[LAST_STEP] = step
    locked.save(update_fields=["data"])
    return True
