from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import (
    Glance,
    Kind,
    TimelineKind,
    Words,
    describe,
    name_kinds,
    name_timeline_kinds,
    show_on_timelines,
)
from core.models import EventRecord, Store
from customers import events
from customers.models import LifecycleStage


def _stage(value: str) -> str:
    """Before the first stage there was none."""
    return str(LifecycleStage(value).label if value else _("no stage"))


describe(
    {
        events.CustomerAdded: Words(
            _("added the customer {subject}"), "user-plus", "success", alone=_("{subject} became known")
        ),
        events.CustomerEdited: Words(
            _("edited {subject}"), "pencil", alone=_("{subject} changed in the shop")
        ),
        events.ProfileViewed: Words(_("looked at the profile of {subject}"), "eye"),
        events.CustomerSuspended: Words(_("suspended {subject}"), "ban", "danger"),
        events.CustomerReinstated: Words(_("reinstated {subject}"), "user-check", "success"),
        events.CustomerBanned: Words(_("banned {subject}"), "ban", "danger"),
        events.CustomerBanLifted: Words(_("lifted the ban of {subject}"), "user-check", "success"),
        events.CustomerDeleted: Words(_("deleted {subject}"), "trash-2", "danger"),
        events.CustomerRestored: Words(_("brought {subject} back"), "undo-2"),
        events.LifecycleChanged: Words(
            _("moved {subject} from {from_stage} to {to_stage}"),
            "route",
            shown={"from_stage": _stage, "to_stage": _stage},
        ),
    }
)


def _profile(store: Store, customer_id: int) -> str | None:
    customer = store.customers.filter(pk=customer_id).only("public_id").first()
    return reverse("customers:profile", args=[customer.public_id]) if customer else None


name_kinds({"customers.customer": Kind(_("Customer"), _profile, fields={"external_id": _("External id")})})


def _why(store: Store, records: Sequence[EventRecord]) -> dict[int, Glance]:
    return {record.pk: Glance(text=record.payload.get("reason", "")) for record in records}


show_on_timelines({"customers.customer": _why})
name_timeline_kinds(
    TimelineKind(
        key="lifecycle", label=_("Lifecycle"), icon="route", begins=("customers.lifecycle_",), order=70
    ),
    TimelineKind(key="account", label=_("Account"), icon="user", begins=("customers.",), order=80),
)
