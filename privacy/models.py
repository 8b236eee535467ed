from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Job, PublicModel
from customers.models import Customer


class RequestKind(models.TextChoices):
    ACCESS = "access", _("Wants their data")
    ERASURE = "erasure", _("Wants to be erased")


class RequestState(models.TextChoices):
    RECEIVED = "received", _("Received")
    CHECKED = "checked", _("Identity checked")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")


OPEN = Q(state__in=(RequestState.RECEIVED, RequestState.CHECKED))


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    LETTER = "letter", _("Letter")
    SHOP = "shop", _("In the shop")
    API = "api", _("API")
    OTHER = "other", _("Other")


class PrivacyRequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(OPEN)

    def due_by(self, day: date):
        return self.open().filter(due_on__lte=day)


class PrivacyRequest(PublicModel):
    """Somebody asked for their data, or to be erased. Kept as proof that it was answered in time.

    `name` and `note` are blanked by the erasure, also by one that another request asked for.
    """

    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="privacy_requests")
    kind = models.CharField(_("request"), max_length=10, choices=RequestKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.RECEIVED
    )
    name = models.CharField(_("person"), max_length=200, blank=True)
    channel = models.CharField(_("came by"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    received_on = models.DateField(_("received"))
    due_on = models.DateField(_("due"))
    checked_how = models.CharField(_("how it was checked"), max_length=300, blank=True)
    refusal = models.CharField(_("reason"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(_("answered"), null=True, editable=False)
    closed_by = models.CharField(max_length=200, blank=True)

    # Of a request for data: the job that gathers it, and the file it made.
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    bundle_path = models.CharField(max_length=200, blank=True)
    bundle_size = models.BigIntegerField(default=0)
    bundle_until = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    fetched_by = models.CharField(max_length=200, blank=True)

    objects = PrivacyRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind"], condition=OPEN, name="one_open_request_of_a_kind"
            ),
        ]
        indexes = [
            models.Index("store", "due_on", condition=OPEN, name="request_due"),
            models.Index("store", F("received_on").desc(), F("id").desc(), name="request_newest"),
            models.Index("bundle_until", condition=~Q(bundle_path=""), name="request_bundle"),
        ]

    def __str__(self):
        return self.name or str(_("An erased customer"))

    @property
    def is_open(self) -> bool:
        return self.state in (RequestState.RECEIVED, RequestState.CHECKED)

    @property
    def is_erasure(self) -> bool:
        return self.kind == RequestKind.ERASURE

    @property
    def has_bundle(self) -> bool:
        return bool(self.bundle_path) and self.fetched_at is None

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today

    def days_left(self, today: date) -> int:
        return (self.due_on - today).days


class Erasure(PublicModel):
    """That somebody was erased: what the journal tells too, and what a restored backup is held against."""

    customer_key = models.UUIDField()  # the customer's public id, which outlives the row
    merged_keys = ArrayField(models.UUIDField(), default=list)  # of the records made one with it
    request = models.ForeignKey(PrivacyRequest, models.SET_NULL, null=True, related_name="erasures")
    erased_at = models.DateTimeField()
    marks = models.JSONField(default=list)  # [["email", hash], …]
    rows = models.JSONField(default=dict)  # {"customers.note": 12}
    by_label = models.CharField(max_length=200, blank=True)
    filed_at = models.DateTimeField(null=True)  # in the journal, outside the database
    replayed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "customer_key"], name="erased_once")]
        indexes = [models.Index("id", condition=Q(filed_at=None), name="erasure_unfiled")]

    def __str__(self):
        return f"erasure of {self.customer_key}"
