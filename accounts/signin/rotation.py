from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.signin.mfa_adapter import place_of
from core.secrets import current_prefix, decrypt, encrypt

SECRETS = ("secret", "seed")  # of an authenticator app, of recovery codes


@transaction.atomic
def second_steps() -> int:
    """Bring the secrets of second steps to the newest key; says how many were on an older one."""
    count = 0
    for step in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
        old = {name: step.data[name] for name in SECRETS if name in step.data}
        if all(sealed.startswith(current_prefix()) for sealed in old.values()):
            continue
        place = place_of(step.user_id)
        step.data |= {name: encrypt(decrypt(sealed, place), place) for name, sealed in old.items()}
        step.save(update_fields=["data"])
        count += 1
    return count
