"""What people decide about themselves, and the pictures of people and stores."""

import secrets

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.events import ProfileEdited
from accounts.models import User
from accounts.services.settings import change_settings
from core import uploads
from core.actors import Actor
from core.events import publish
from core.events.changes import changes
from core.files import private_files
from core.models import Store
from core.store_settings import Brand


@transaction.atomic
def edit_profile(*, user: User, by: Actor, **new) -> None:
    """Name, looks and notices; the log of each of the person's stores keeps old and new."""
    changed = changes(user, **new)
    if not changed:
        return
    user.save(update_fields=list(changed))
    for store_id in user.memberships.values_list("store_id", flat=True):
        event = ProfileEdited(store_id=store_id, user_id=user.pk, subject_label=str(user))
        publish(event, by=by, changes=changed)


def change_avatar(*, user: User, file: UploadedFile | None, by: Actor) -> None:
    """A new picture, or none."""
    old, path = user.avatar, ""
    if file:
        picture = ContentFile(uploads.portrait(file=file))
        path = private_files().save(f"avatars/{secrets.token_hex(16)}", picture)
    edit_profile(user=user, by=by, avatar=path)
    if old:
        private_files().delete(old)


def change_brand(*, store: Store, to: Brand, logo: UploadedFile | None, by: Actor) -> None:
    """Colours and logo together. The former logo stays among the uploads: sent mails show it."""
    to.check()
    with transaction.atomic():
        if logo:
            upload = uploads.add_image(store=store, file=logo, by=by)
            to = Brand.from_stored(to.to_stored() | {"logo": str(upload.public_id)})
        change_settings(store=store, to=to, by=by)
