from django.db import models

from core.models import Store


class LifecycleReport(models.Model):
    """A store's changes of stage added up by month, so that a million customers' take no time to read.

    Everything in it follows from LifecycleChange and the figures; see customers.queries.lifecycle.
    """

    store = models.OneToOneField(Store, models.CASCADE, primary_key=True, related_name="lifecycle_report")
    stages = models.JSONField(default=list, db_default=[])  # [stage, customers, since when half are there]
    flows = models.JSONField(default=list, db_default=[])  # [month, from stage, to stage, times]
    stays = models.JSONField(default=list, db_default=[])  # [period, stage, onwards, times, three quartiles]
    measured_at = models.DateTimeField()

    def __str__(self):
        return f"lifecycle of {self.store_id}"
