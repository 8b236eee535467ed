from django.utils.translation import gettext_lazy as _

from core.activity import Words, describe
from customers.events import relations as events

describe(
    {
        events.CustomersRelated: Words(_("said who {subject} has to do with"), "users"),
        events.CustomersUnrelated: Words(_("took a person from those related to {subject}"), "users"),
        events.PreferenceAdded: Words(_("noted what {subject} likes: {value}"), "heart"),
        events.PreferenceRemoved: Words(_("took “{value}” from what {subject} likes"), "heart"),
    }
)
