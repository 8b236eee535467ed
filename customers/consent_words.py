"""Purposes, channels and topics as people read them: "news and offers by e-mail, New arrivals"."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import Channel, ConsentRecord, Purpose

_BY: dict[str, Any] = {
    Channel.EMAIL: gettext_lazy("news and offers by e-mail"),
    Channel.SMS: gettext_lazy("news and offers by SMS"),
    Channel.PUSH: gettext_lazy("news and offers by push"),
    Channel.WALLET: gettext_lazy("news and offers in the wallet"),
}
_FOR: dict[str, Any] = {
    Purpose.PROFILING: gettext_lazy("being shown what fits what they bought and looked at"),
    Purpose.SHARING: gettext_lazy("their details being shared with partners"),
}
# To the person, on their own page.
OFFERED: dict[tuple[str, str], Any] = {
    (Purpose.MARKETING, Channel.EMAIL): gettext_lazy("News and offers by e-mail"),
    (Purpose.MARKETING, Channel.SMS): gettext_lazy("News and offers by SMS"),
    (Purpose.MARKETING, Channel.PUSH): gettext_lazy("News and offers as push messages"),
    (Purpose.MARKETING, Channel.WALLET): gettext_lazy("News and offers in your wallet"),
    (Purpose.PROFILING, ""): gettext_lazy("Offers that fit what you bought and looked at"),
    (Purpose.SHARING, ""): gettext_lazy("Sharing my details with partners"),
}


def what_of(record: ConsentRecord) -> str:
    return f"{record.purpose}/{record.channel}/{record.topic.name if record.topic else ''}"


def worded(what: Any) -> str:
    purpose, channel, topic = [*what.split("/", 2), "", ""][:3]
    text = str(_BY.get(channel) or _FOR.get(purpose) or purpose)
    return _("%(news)s: %(topic)s") % {"news": text, "topic": topic} if topic else text
