"""What the figures say about a customer, in the merchant's words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifecycleStage(models.TextChoices):
    AWARENESS = "awareness", _("Awareness")
    CONSIDERATION = "consideration", _("Consideration")
    PURCHASE = "purchase", _("Purchase")
    RETENTION = "retention", _("Retention")
    ADVOCACY = "advocacy", _("Advocacy")
    CHURN = "churn", _("Churn")


class ActivityStatus(models.TextChoices):
    NEW = "new", _("New")
    ACTIVE = "active", _("Active")
    CHURNING = "churning", _("Churning")
    CHURNED = "churned", _("Churned")
    INACTIVE = "inactive", _("Inactive")
    PROSPECT = "prospect", _("Prospect")  # never ordered, but seen lately


class Risk(models.TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class RfmGroup(models.TextChoices):
    CHAMPIONS = "champions", _("Champions")
    LOYAL = "loyal", _("Loyal")
    BIG_SPENDERS = "big_spenders", _("Big spenders")
    PROMISING = "promising", _("Promising")
    POTENTIAL = "potential", _("Potential")
    AT_RISK = "at_risk", _("At risk")
    HIBERNATING = "hibernating", _("Hibernating")
    DEVELOPING = "developing", _("Developing")
