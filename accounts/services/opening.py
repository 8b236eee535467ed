from datetime import datetime

from django.db import transaction

from accounts.models import Membership, User
from accounts.roles import Role
from accounts.signin.events import StoreOpened
from core.actors import Actor
from core.events import publish
from core.models import Store
from core.store_settings import Locale


@transaction.atomic
def open_store(
    *, name: str, owner: User, time_zone: str = "UTC", currency: str = "EUR", by: Actor, now: datetime
) -> Store:
    """A new store with its owner. Everything else about it has a default."""
    store = Store.objects.create(name=name)
    locale = Locale(time_zone=time_zone, currency=currency)
    locale.check()
    store.setting_rows.create(group=Locale.key, values=locale.to_stored())
    Membership.objects.create(store=store, user=owner, role=Role.OWNER)
    publish(
        StoreOpened(store_id=store.pk, opened_store_id=store.pk, subject_label=name, happened_at=now), by=by
    )
    return store
