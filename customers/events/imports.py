"""Files of customers taken in, and taken back."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ImportEvent(Event):
    subject: ClassVar[str] = "import_id"
    import_id: int


class ImportStarted(ImportEvent):
    name = "customers.import_started"


class CustomersImported(ImportEvent):
    name = "customers.import_finished"


class ImportUndone(ImportEvent):
    name = "customers.import_undone"
