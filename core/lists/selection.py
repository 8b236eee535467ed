"""Which rows a verb is meant for: those ticked on the page, or all that the filters match."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from core.lists.state import State
from core.lists.table import Table

if TYPE_CHECKING:
    from core.models import Store

MOST_TICKED = 200


@dataclass(frozen=True)
class Selection:
    """Kept as what was asked, not as rows: a job asks again, one stretch of rows after the other."""

    everything: bool
    query: str = ""  # the filters, when everything
    ids: tuple[str, ...] = ()  # the ticked rows, or those taken out of everything

    @classmethod
    def of(cls, data: QueryDict) -> "Selection":
        everything = data.get("scope") == "all"
        ticked = [text for text in data.getlist("ids")[:MOST_TICKED] if _is_id(text)]
        shown = [text for text in data.getlist("shown")[:MOST_TICKED] if _is_id(text)]
        ids = [text for text in shown if text not in ticked] if everything else ticked
        return cls(everything, data.get("query", "")[:4000] if everything else "", tuple(ids))

    @classmethod
    def kept(cls, params: dict[str, Any]) -> "Selection":
        return cls(params["everything"], params["query"], tuple(params["ids"]))

    def as_params(self) -> dict[str, Any]:
        return {"everything": self.everything, "query": self.query, "ids": list(self.ids)}

    def rows(self, table: Table, store: "Store") -> QuerySet:
        if not self.everything:
            return table.rows(store).filter(public_id__in=self.ids)
        state = State(table, store, QueryDict(self.query))
        # A filter we cannot read must never widen the selection to the whole store.
        if state.problems:
            return state.base.none()
        return state.rows.exclude(public_id__in=self.ids) if self.ids else state.rows


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
