from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, ActorKind
from core.models import Job, PublicModel, StoreModel
from customers.models.people import Customer

COUNT = {"default": 0, "db_default": 0}


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("Not checked yet")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Ready to import")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class ImportMode(models.TextChoices):
    OVERWRITE = "overwrite", _("Take what the file says")
    FILL = "fill", _("Fill only what is empty")


class ImportKey(models.TextChoices):
    EMAIL = "email", _("E-mail")
    EXTERNAL_ID = "external_id", _("External id")
    PHONE = "phone", _("Phone")


class ImportBatch(PublicModel):
    """A file of customers: how it is read, what became of it, and until when it can be taken back."""

    name = models.CharField(_("file"), max_length=120)
    path = models.CharField(max_length=200, blank=True)  # empty once the file is gone
    size = models.BigIntegerField()
    shape = models.JSONField(default=dict)  # of customers.importing.reading
    has_heading = models.BooleanField(_("The first line is a heading"), default=True)
    headings = models.JSONField(default=list)
    samples = models.JSONField(default=list)  # the first rows
    day_first = models.BooleanField(default=True)

    mapping = models.JSONField(default=dict)  # {"0": "email"}: the column's place, the field's key
    key = models.CharField(_("key"), max_length=20, choices=ImportKey.choices, default=ImportKey.EMAIL)
    mode = models.CharField(max_length=10, choices=ImportMode.choices, default=ImportMode.OVERWRITE)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    consent_wording = models.TextField(blank=True, default="", db_default="")  # what people agreed to

    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.MAPPING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", db_index=False)
    # Of the check, until the import itself counts them anew.
    rows = models.BigIntegerField(**COUNT)
    created = models.BigIntegerField(**COUNT)
    updated = models.BigIntegerField(**COUNT)
    unchanged = models.BigIntegerField(**COUNT)
    skipped = models.BigIntegerField(**COUNT)
    consents_written = models.BigIntegerField(**COUNT)  # words, also of refusal
    refused_before = models.BigIntegerField(**COUNT)  # people of whom the file says that they agreed
    # Of an undo.
    deleted = models.BigIntegerField(**COUNT)
    put_back = models.BigIntegerField(**COUNT)
    left_alone = models.BigIntegerField(**COUNT)

    by_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    by_id = models.BigIntegerField(null=True)
    by_label = models.CharField(max_length=200, blank=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()  # then the file is deleted and nothing can be undone any more

    class Meta:
        indexes = [
            models.Index("store", F("id").desc(), name="import_list"),
            models.Index("expires_at", name="import_expiry"),
        ]

    def __str__(self):
        return self.name

    @property
    def folder(self) -> str:
        return f"imports/{self.store_id}"

    @property
    def by(self) -> Actor:
        return Actor(kind=ActorKind(self.by_kind), id=self.by_id, label=self.by_label)

    @property
    def tells_consent(self) -> bool:
        return any(key.startswith("consent_") for key in self.mapping.values())

    @property
    def taken(self) -> int:
        return self.created + self.updated + self.unchanged

    @property
    def is_at_work(self) -> bool:
        working = self.state in (ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING)
        return working and bool(self.job and not self.job.is_finished)

    def can_be_undone(self, now) -> bool:
        """Also one that was stopped on the way: what it had written by then."""
        ended = self.state == ImportState.DONE or (
            self.state == ImportState.IMPORTING and not self.is_at_work and self.taken > 0
        )
        return ended and now < self.expires_at


class ImportLine(StoreModel):
    """A line that was left out, and why: words are made of the code when it is shown."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="lines", db_index=False)
    number = models.BigIntegerField()  # among the rows of the file that say something
    line = models.BigIntegerField()
    code = models.CharField(max_length=30)
    value = models.CharField(max_length=60, blank=True, default="", db_default="")
    other_line = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_line_once")]

    def __str__(self):
        return f"line {self.line}: {self.code}"


class ImportPart(StoreModel):
    """What a stretch of a file came to: a letter a row, and whom it added and tagged."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="parts", db_index=False)
    first = models.BigIntegerField()
    fates = models.TextField()  # + created, * updated, = unchanged, - skipped
    added = ArrayField(models.BigIntegerField(), default=list)
    tagged = models.JSONField(default=dict)  # {key of the tag: whom it was given}
    consents = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # records of the ledger
    addresses = ArrayField(models.BigIntegerField(), default=list, db_default=[])  # that it wrote
    written_at = models.DateTimeField(null=True)  # empty for a check, which writes nothing

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "first"], name="import_part_once")]

    def __str__(self):
        return f"from row {self.first} of import {self.batch_id}"


class ImportChange(StoreModel):
    """What an import changed about a customer who was known, so that it can be put back."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="changes", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    was = models.JSONField()
    became = models.JSONField()

    class Meta:
        indexes = [models.Index("batch", "id", name="import_changes")]

    def __str__(self):
        return f"customer {self.customer_id} by import {self.batch_id}"
