from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel
from customers.models.people import Customer, LiveManager


class Note(PublicModel):
    """What staff wrote down about a customer."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=5000)
    pinned = models.BooleanField(_("pinned"), default=False)
    author_kind = models.CharField(max_length=10)
    author_id = models.BigIntegerField(null=True)
    author_label = models.CharField(max_length=200, blank=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = LiveManager()
    with_deleted = models.Manager()

    def __str__(self):
        return self.text[:80]

    def is_by(self, actor) -> bool:
        return (self.author_kind, self.author_id) == (actor.kind, actor.id)
