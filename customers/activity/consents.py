from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.activity import Kind, Words, describe, name_kinds
from core.models import Store
from customers import events
from customers.consent_words import worded

_SHOWN: dict[str, Callable[[Any], Any]] = {"what": worded}

describe(
    {
        events.ConsentGiven: Words(
            _("wrote down that {subject} agreed to {what}"),
            "circle-check",
            "success",
            shown=_SHOWN,
            alone=_("{subject} agreed to {what}"),
        ),
        events.ConsentWithdrawn: Words(
            _("wrote down that {subject} refused {what}"),
            "ban",
            "danger",
            shown=_SHOWN,
            alone=_("{subject} refused {what}"),
        ),
        events.ConsentCorrected: Words(
            _("took back what they wrote down about {subject} and {what}"), "undo-2", shown=_SHOWN
        ),
        events.TopicAdded: Words(_("added the topic {subject}"), "newspaper", "success"),
        events.TopicEdited: Words(_("edited the topic {subject}"), "newspaper"),
        events.TopicArchived: Words(_("archived the topic {subject}"), "archive"),
    }
)


def _topics(store: Store, topic_id: int) -> str | None:
    return reverse("customer-settings:topics")


name_kinds({"customers.topic": Kind(_("Topic"), _topics, fields={"text": _("What it brings")})})
