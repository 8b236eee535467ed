from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class CurrencyRateEvent(Event):
    subject: ClassVar[str] = "rate_id"
    subject_kind: ClassVar[str] = "commerce.currencyrate"
    rate_id: int


class CurrencyRateAdded(CurrencyRateEvent):
    name = "commerce.currency_rate_added"


class CurrencyRateEdited(CurrencyRateEvent):
    name = "commerce.currency_rate_edited"


class CurrencyRateDeleted(CurrencyRateEvent):
    name = "commerce.currency_rate_deleted"
