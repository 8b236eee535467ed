"""How the log reads about customers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from core.models import Store
from customers import events

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
        events.CustomerDeleted: Words(_("deleted {subject}"), "trash-2", "danger"),
        events.CustomerRestored: Words(_("brought {subject} back"), "undo-2"),
        events.LifecycleChanged: Words(_("moved {subject} to another lifecycle stage"), "route"),
        events.CustomerTagged: Words(_("tagged {subject} “{tag}”"), "tag"),
        events.CustomerUntagged: Words(_("took the tag “{tag}” from {subject}"), "tag"),
        events.TagAdded: Words(_("added the tag {subject}"), "tag", "success"),
        events.TagEdited: Words(_("edited the tag {subject}"), "tag"),
        events.TagsMerged: Words(_("merged a tag into {subject}"), "tag"),
        events.TagDeleted: Words(_("deleted the tag {subject}"), "trash-2", "danger"),
        events.NoteAdded: Words(_("wrote a note about {subject}"), "square-pen"),
        events.NoteEdited: Words(_("edited a note about {subject}"), "square-pen"),
        events.NotePinned: Words(_("pinned a note about {subject}"), "pin"),
        events.NoteUnpinned: Words(_("unpinned a note about {subject}"), "pin"),
        events.NoteDeleted: Words(_("deleted a note about {subject}"), "trash-2", "danger"),
        events.NoteRestored: Words(_("brought back a note about {subject}"), "undo-2"),
    }
)


def _profile(store: Store, customer_id: int) -> str | None:
    customer = store.customers.filter(pk=customer_id).only("public_id").first()
    return reverse("customers:profile", args=[customer.public_id]) if customer else None


def _tags(store: Store, tag_id: int) -> str | None:
    return reverse("customers:tags")


name_kinds(
    {
        "customers.customer": Kind(_("Customer"), _profile, fields={"external_id": _("External id")}),
        "customers.tag": Kind(_("Tag"), _tags),
        "customers.note": Kind(_("Note"), fields={"deleted_at": _("Deleted")}),
    }
)
