"""What a store decides about itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.events import StoreClosed, StoreRenamed, StoreReopened, StoreSettingsChanged
from core import features
from core.actors import Actor
from core.events import publish
from core.exceptions import DomainError
from core.models import Store, StoreSettings
from core.store_settings import Areas, Group, Security


class CannotLockYourselfOut(DomainError):
    code = "cannot_lock_yourself_out"


class CannotSwitchArea(DomainError):
    code = "cannot_switch_area"


class CannotCloseStore(DomainError):
    code = "cannot_close_store"


@transaction.atomic
def change_settings(*, store: Store, to: Group, by: Actor) -> bool:
    """Keep a group's new values; says whether anything changed. Old and new go to the activity log."""
    to.check()
    if isinstance(to, Security) and not to.allows_ip(by.ip):
        raise CannotLockYourselfOut(
            _("Your own address, %(ip)s, is in none of these networks. You would lock yourself out.")
            % {"ip": by.ip or "?"}
        )
    Store.objects.select_for_update().get(pk=store.pk)
    row = store.setting_rows.filter(group=to.key).first() or StoreSettings(store=store, group=to.key)
    old, new = type(to).from_stored(row.values).to_stored(), to.to_stored()
    changed = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
    if not changed:
        return False
    row.values = new
    row.save()
    store.__dict__.pop("stored_settings", None)
    publish(
        StoreSettingsChanged(store_id=store.pk, group=to.key, subject_label=str(store)),
        by=by,
        changes=changed,
    )
    return True


def switch_area(*, store: Store, area: str, on: bool, by: Actor) -> None:
    if area not in {feature.key for feature in features.all_features()}:
        raise CannotSwitchArea(_("There is no such area."))
    off = set(store.settings_of(Areas).switched_off) - {area}
    off |= set() if on else {area}
    change_settings(store=store, to=Areas(switched_off=tuple(sorted(off))), by=by)


@transaction.atomic
def rename_store(*, store: Store, name: str, by: Actor) -> None:
    if name == store.name:
        return
    changed = {"name": [store.name, name]}
    store.name = name
    store.save(update_fields=["name"])
    publish(StoreRenamed(store_id=store.pk, subject_label=name), by=by, changes=changed)


@transaction.atomic
def close_store(*, store: Store, typed_name: str, by: Actor, now: datetime) -> None:
    """Shut the store at once: nobody gets in, keys stop, nothing is sent. Its data goes after thirty days."""
    if typed_name.strip() != store.name:
        raise CannotCloseStore(_("Type the store's name exactly as it is written above."))
    if Store.objects.filter(pk=store.pk, closed_at=None).update(closed_at=now):
        publish(StoreClosed(store_id=store.pk, subject_label=store.name), by=by)


@transaction.atomic
def reopen_store(*, store: Store, by: Actor) -> None:
    if Store.objects.filter(pk=store.pk).exclude(closed_at=None).update(closed_at=None):
        publish(StoreReopened(store_id=store.pk, subject_label=store.name), by=by)
