from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, Store, Upload
from customers.models.people import LIVE, Customer, LiveManager


class CustomerFile(PublicModel):
    """A file that staff keep with a customer: a contract, a photo of what was damaged."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="customer_files", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, models.CASCADE, related_name="+")
    label = models.CharField(_("what it is"), max_length=200, blank=True, default="", db_default="")
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = LiveManager()
    with_deleted = models.Manager()

    class Meta:
        indexes = [models.Index(F("deleted_at"), condition=~LIVE, name="customer_file_deleted")]

    def __str__(self):
        return self.label or self.upload.name
