from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from customers import events
from customers.models import EmailState

WHY = {
    EmailState.FAILED: _("could not be sent"),
    EmailState.BOUNCED: _("came back"),
    EmailState.UNSURE: _("may not have been sent"),
}

describe(
    {
        events.EmailWritten: Words(_("wrote {subject} an e-mail: “{title}”"), "mail", "accent"),
        events.EmailSent: Words(_("sent {subject} the e-mail “{title}”"), "send"),
        events.EmailNotSent: Words(
            _("wrote {subject} “{title}”, which {state}"),
            "circle-alert",
            "danger",
            shown={"state": lambda state: WHY.get(state, state)},
        ),
    }
)

name_kinds({"customers.email": Kind(_("E-mail"))})
