from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, StoreModel
from core.secrets import SecretField
from customers.models import Customer


class TrackingMode(models.TextChoices):
    CONSENT = "consent", _("Only after consent")
    ALWAYS = "always", _("Always, but for Do-Not-Track")
    OFF = "off", _("Off")


class StorefrontKeyQuerySet(models.QuerySet):
    def in_order(self):
        """Those in use first, the newest first."""
        return self.order_by(F("revoked_at").asc(nulls_first=True), "-pk")


class StorefrontKey(PublicModel):
    """What the shop's pages send their events with. Public, so it works from the store's own origins only."""

    name = models.CharField(_("name"), max_length=60)
    key = models.CharField(max_length=40, unique=True, db_collation="C")
    origins = ArrayField(models.CharField(max_length=200), default=list)  # "https://shop.example"
    mode = models.CharField(
        _("tracking"), max_length=10, choices=TrackingMode.choices, default=TrackingMode.CONSENT
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    # The shop's server signs with it who its page's visitor is: see commerce.services.identity.
    identity_secret = SecretField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_event = models.CharField(max_length=200, blank=True)  # the proof of life staff see: "product /boots"

    objects = StorefrontKeyQuerySet.as_manager()

    def __str__(self):
        return self.name

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None


class Touch(models.Model):
    """Where somebody came from."""

    source = models.CharField(max_length=100, blank=True)
    medium = models.CharField(max_length=100, blank=True)
    campaign = models.CharField(max_length=100, blank=True)
    referrer = models.CharField(max_length=300, blank=True)
    landing = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Visitor(StoreModel, Touch):
    """A browser, unnamed until its owner signs in, orders or clicks; the touch is the first one."""

    key = models.CharField(max_length=64, db_collation="C")  # random, made in the browser
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="visitors")
    claimed_email = models.EmailField(null=True)  # noqa: DJ001 (what the browser said of itself, unproven)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "key"], name="visitor_once_per_store")]

    def __str__(self):
        return self.key


class Visit(PublicModel, Touch):
    """A sitting of a visitor: it ends after half an hour without an event."""

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="visits", db_index=False)
    customer = models.ForeignKey(Customer, models.SET_NULL, null=True, related_name="visits")
    key = models.CharField(max_length=64, db_collation="C")  # the browser's name of the sitting
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    pages = models.IntegerField(default=0)
    events = models.IntegerField(default=0)
    device = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "key"], name="visit_once_per_visitor")]
        indexes = [
            models.Index("store", F("started_at").desc(), name="visit_newest"),
            models.Index(
                "store",
                "customer",
                F("started_at").desc(),
                name="visit_of_customer",
                condition=Q(customer__isnull=False),
            ),
        ]

    def __str__(self):
        return f"visit of {self.started_at:%Y-%m-%d}"
