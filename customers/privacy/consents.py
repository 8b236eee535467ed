from django.db import models
from django.utils.translation import gettext_lazy as _

from core import ledgers
from core.privacy import Subject, impersonal, keeps, rewrites
from customers.models import Consent, ConsentRecord, ConsentTopic


def _without_traces(rows: models.QuerySet, subject: Subject) -> int:
    with ledgers.opened():
        return rows.update(ip=None, user_agent="")


rewrites(
    ConsentRecord,
    "customer",
    label=_("What was agreed and refused"),
    because=_("The store must be able to show that it was allowed to write, and until when."),
    rewrite=_without_traces,
    hides=("store", "customer", "actor_kind", "actor_id"),
)
keeps(
    Consent,
    "customer",
    label=_("What holds of it"),
    because=_("A refusal must go on being heeded."),
    hides=("store", "customer"),
)
impersonal(ConsentTopic, because=_("What the store offers to write about."))
