"""What happens to saved views. How one person likes a list is nobody else's news."""

from dataclasses import dataclass

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class ViewEvent(Event):
    subject = "view_id"
    view_id: int
    list_key: str


class ViewSaved(ViewEvent):
    name = "platform.view_saved"


class ViewChanged(ViewEvent):
    name = "platform.view_changed"


class ViewDeleted(ViewEvent):
    name = "platform.view_deleted"


@dataclass(frozen=True, kw_only=True)
class RowsExported(Event):
    """Who took which rows out of the house."""

    name = "platform.rows_exported"
    list_key: str
    query: str
    columns: list[str]
    rows: int | None
    format: str = "csv"
