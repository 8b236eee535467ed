from django.utils.translation import gettext_lazy as _

from core.activity import Words, describe
from customers import events

describe(
    {
        events.CustomersMerged: Words(_("merged {gone} into {subject}"), "git-merge"),
        events.CustomersUnmerged: Words(_("parted {gone} from {subject} again"), "undo-2"),
    }
)
