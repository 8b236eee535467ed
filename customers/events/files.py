"""Files kept with customers."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class CustomerFileEvent(Event):
    subject: ClassVar[str] = "file_id"
    customer_id: int
    file_id: int


class CustomerFileAdded(CustomerFileEvent):
    name = "customers.file_added"


class CustomerFileDeleted(CustomerFileEvent):
    name = "customers.file_deleted"


class CustomerFileRestored(CustomerFileEvent):
    name = "customers.file_restored"
