"""Mails that staff write to one customer."""

from dataclasses import dataclass
from typing import ClassVar

from core.events import Event


@dataclass(frozen=True, kw_only=True)
class EmailEvent(Event):
    subject: ClassVar[str] = "email_id"
    customer_id: int
    email_id: int
    title: str  # the mail's subject


class EmailWritten(EmailEvent):
    name = "customers.email_written"


class EmailSent(EmailEvent):
    """The mail server has taken it. Its place on the timeline is where it was written."""

    name = "customers.email_sent"
    on_timeline = False


@dataclass(frozen=True, kw_only=True)
class EmailNotSent(EmailEvent):
    """`state` says why not: failed, bounced, or unsure."""

    name = "customers.email_not_sent"
    state: str
