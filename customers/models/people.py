from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel
from customers.models.particulars import LIVE, Particulars
from customers.search import SORT_NAME, VECTOR, condition


class AccountStatus(models.TextChoices):
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    BANNED = "banned", _("Banned")
    ERASED = "erased", _("Erased")


class Source(models.TextChoices):
    STAFF = "staff", _("Added by staff")
    SHOP = "shop", _("Online shop")
    IMPORT = "import", _("Import")
    API = "api", _("API")


class CustomerQuerySet(models.QuerySet):
    def active(self):
        return self.filter(status=AccountStatus.ACTIVE)

    def matching(self, term: str):
        found = condition(term)
        return self.none() if found is None else self.filter(found)

    def for_table(self):
        return self.defer("search")

    def with_figures(self):
        return self.select_related("metrics")

    def with_external_ids(self):
        return self.prefetch_related("external_ids")

    def with_face(self):
        return self.select_related("photo", "owner__user")

    def for_api(self):
        told = self.for_table().select_related("owner__user")
        return told.prefetch_related("external_ids", "custom_values")


class LiveManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(LIVE)


class Customer(Particulars, PublicModel):
    """A person, or a company's contact, whom a store knows."""

    email = models.EmailField(_("e-mail"), null=True, blank=True, db_collation="C")  # noqa: DJ001 (unique)
    first_name = models.CharField(_("first name"), max_length=100, blank=True)
    last_name = models.CharField(_("last name"), max_length=100, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True, db_collation="C")
    language = models.CharField(_("language"), max_length=10, blank=True)
    status = models.CharField(
        _("account status"), max_length=10, choices=AccountStatus.choices, default=AccountStatus.ACTIVE
    )
    # Why and since when they were last suspended or banned; shown while they are.
    status_reason = models.CharField(_("reason"), max_length=300, blank=True, default="", db_default="")
    status_since = models.DateTimeField(null=True, editable=False)
    source = models.CharField(_("source"), max_length=10, choices=Source.choices, default=Source.STAFF)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)
    # Set while a deletion can be undone; a sweeper then removes the row for good.
    deleted_at = models.DateTimeField(null=True, editable=False)
    sort_name = models.GeneratedField(
        expression=SORT_NAME,
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    search = models.GeneratedField(expression=VECTOR, output_field=SearchVectorField(), db_persist=True)

    objects = LiveManager.from_queryset(CustomerQuerySet)()
    with_deleted = CustomerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "email"], condition=LIVE, name="customer_email_unique_per_store"
            ),
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="customer_email_lower"
            ),
        ]
        indexes = [
            *Particulars.Meta.indexes,
            models.Index("store", "id", condition=LIVE, name="customer_store_id"),
            models.Index("store", "sort_name", "id", condition=LIVE, name="customer_store_name"),
            models.Index(
                "store", F("created_at").desc(), F("id").desc(), condition=LIVE, name="customer_newest"
            ),
            models.Index("store", "status", "id", condition=LIVE, name="customer_store_status"),
            models.Index("store", "phone", condition=LIVE & ~Q(phone=""), name="customer_store_phone"),
            models.Index("deleted_at", condition=~LIVE, name="customer_deleted"),
            GinIndex(fields=["search"], fastupdate=False, name="customer_search"),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        told = f"{self.first_name} {self.last_name}".strip() or self.email or self.phone
        return told or str(_("Erased") if self.is_erased else _("No name yet"))

    @property
    def known_as(self) -> list[str]:
        """What the shop calls them, the first id first."""
        return [one.value for one in sorted(self.external_ids.all(), key=lambda one: one.pk)]

    @property
    def external_id(self) -> str | None:
        return next(iter(self.known_as), None)

    @property
    def figures(self):
        """The row of figures; an empty one while there is none."""
        known = getattr(self, "metrics", None)
        return known or self._meta.get_field("metrics").related_model(customer=self, store_id=self.store_id)

    @property
    def is_suspended(self) -> bool:
        return self.status == AccountStatus.SUSPENDED

    @property
    def is_banned(self) -> bool:
        return self.status == AccountStatus.BANNED

    @property
    def is_barred(self) -> bool:
        """Gets no messages, no codes and no points."""
        return self.is_suspended or self.is_banned

    @property
    def is_erased(self) -> bool:
        return self.status == AccountStatus.ERASED
