"""Fields a store makes for itself."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomFieldEvent(Event):
    subject: ClassVar[str] = "customfield_id"
    customfield_id: int


class CustomFieldAdded(CustomFieldEvent):
    name = "customers.custom_field_added"


class CustomFieldEdited(CustomFieldEvent):
    name = "customers.custom_field_edited"


class CustomFieldArchived(CustomFieldEvent):
    name = "customers.custom_field_archived"


class CustomFieldRestored(CustomFieldEvent):
    name = "customers.custom_field_restored"
