from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import rich_text
from core.models import PublicModel, StoreModel
from customers.models.people import Customer, LiveManager


class Note(PublicModel):
    """What staff wrote down about a customer. `html` is empty where there is nothing but plain text."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=5000)
    html = models.TextField(max_length=20_000, blank=True, default="", db_default="")
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

    @property
    def body(self) -> str:
        """As HTML that may be shown."""
        return rich_text.cleaned(self.html) if self.html else rich_text.of_plain(self.text)

    @property
    def written_at(self):
        return self.edited_at or self.created_at


class NoteVersion(StoreModel):
    """What a note said before it was edited."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="versions")
    text = models.TextField()
    html = models.TextField(blank=True, default="", db_default="")
    written_at = models.DateTimeField(default=timezone.now)
    author_label = models.CharField(max_length=200, blank=True, default="", db_default="")

    def __str__(self):
        return self.text[:80]

    @property
    def body(self) -> str:
        return rich_text.cleaned(self.html) if self.html else rich_text.of_plain(self.text)
