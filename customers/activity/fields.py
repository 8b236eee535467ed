from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from core.models import Store
from customers import events

describe(
    {
        events.CustomFieldAdded: Words(_("added the customer field {subject}"), "list-plus", "success"),
        events.CustomFieldEdited: Words(_("edited the customer field {subject}"), "pencil"),
        events.CustomFieldArchived: Words(_("archived the customer field {subject}"), "archive"),
        events.CustomFieldRestored: Words(_("brought the customer field {subject} back"), "undo-2"),
    }
)


def _fields(store: Store, field_id: int) -> str | None:
    return reverse("customer-settings:fields")


name_kinds({"customers.customfield": Kind(_("Customer field"), _fields)})
