from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from customers import events

describe(
    {
        events.AddressAdded: Words(
            _("added an address of {subject}"), "map-pin", alone=_("an address of {subject} became known")
        ),
        events.AddressEdited: Words(_("edited an address of {subject}"), "map-pin"),
        events.AddressDeleted: Words(_("deleted an address of {subject}"), "trash-2", "danger"),
        events.AddressRestored: Words(_("brought back an address of {subject}"), "undo-2"),
    }
)

name_kinds({"customers.address": Kind(_("Address"))})
