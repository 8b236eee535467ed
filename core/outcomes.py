"""What came of a verb done to many rows at once: those it changed, and those it refused with the reason."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.exceptions import DomainError

Row = TypeVar("Row")


@dataclass(frozen=True)
class Refused(Generic[Row]):
    row: Row
    reason: DomainError


@dataclass
class Outcome(Generic[Row]):
    done: list[Row] = field(default_factory=list)
    refused: list[Refused[Row]] = field(default_factory=list)

    def refuse(self, row: Row, reason: DomainError) -> None:
        self.refused.append(Refused(row, reason))

    def only(self) -> Row:
        """The one row of a verb for one: raises its refusal."""
        if self.refused:
            raise self.refused[0].reason
        return self.done[0]
