from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from customers.events import files as events

describe(
    {
        events.CustomerFileAdded: Words(_("kept a file with {subject}"), "paperclip"),
        events.CustomerFileDeleted: Words(_("deleted a file of {subject}"), "trash-2", "danger"),
        events.CustomerFileRestored: Words(_("brought back a file of {subject}"), "undo-2"),
    }
)

name_kinds({"customers.file": Kind(_("File"))})
