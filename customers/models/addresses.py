from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Concat, Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, Store
from customers.countries import country_name
from customers.envelopes import envelope, in_one_line
from customers.models.people import LIVE, Customer, LiveManager
from customers.search import Folded, folded

PARTS = ("name", "company", "line_1", "line_2", "postcode", "city", "region", "country", "phone")
_IGNORED = r"[\s!-/:-@\[-`{-~]+"


class AddressKind(models.TextChoices):
    SHIPPING = "shipping", _("Delivery")
    BILLING = "billing", _("Invoice")
    HOME = "home", _("Home")
    WORK = "work", _("Work")
    OTHER = "other", _("Other")


class AddressSource(models.TextChoices):
    STAFF = "staff", _("by staff")
    ORDER = "order", _("from an order")
    IMPORT = "import", _("from an import")
    API = "api", _("from the API")


class Bare(Func):
    function = "regexp_replace"
    template = f"%(function)s(%(expressions)s, '{_IGNORED}', '', 'g')"
    output_field = models.TextField()


def household_of(line_1: str, line_2: str, postcode: str, country: str) -> str:
    """What two people who live together have in common, however each of them spells it."""
    if not (line_1 and postcode):
        return ""
    kept = folded(f"{line_1} {line_2} {postcode} {country}")
    return "".join(c for c in kept if not (c.isspace() or (c.isascii() and not c.isalnum())))[:400]


_WRITTEN = Concat(
    "line_1",
    Value(" "),
    "line_2",
    Value(" "),
    "postcode",
    Value(" "),
    "country",
    output_field=models.TextField(),
)


def text(label, length: int, **more):
    return models.CharField(label, max_length=length, blank=True, default="", db_default="", **more)


class Address(PublicModel):
    """Where a customer is reached by post. One of them is the main one: it says where they live."""

    store = models.ForeignKey(Store, models.CASCADE, related_name="addresses", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="addresses")
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=AddressKind.choices,
        default=AddressKind.SHIPPING,
        db_default=AddressKind.SHIPPING,
    )
    is_main = models.BooleanField(_("main address"), default=False, db_default=False)
    name = text(_("name"), 200)
    company = text(_("company"), 200)
    line_1 = text(_("street and number"), 200)
    line_2 = text(_("second line"), 200)
    postcode = text(_("post code"), 20)
    city = text(_("town"), 100)
    region = text(_("region"), 100)
    country = text(_("country"), 2, db_collation="C")
    phone = text(_("phone"), 40)
    source = models.CharField(
        _("source"),
        max_length=10,
        choices=AddressSource.choices,
        default=AddressSource.STAFF,
        db_default=AddressSource.STAFF,
    )
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, db_default=models.functions.Now())
    deleted_at = models.DateTimeField(null=True, editable=False)
    was_main = models.BooleanField(default=False, db_default=False, editable=False)  # when it was deleted
    household = models.GeneratedField(
        expression=Case(
            When(Q(line_1="") | Q(postcode=""), then=Value("")),
            default=Left(Bare(Folded(_WRITTEN)), 400),
        ),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = LiveManager()
    with_deleted = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=LIVE & Q(is_main=True), name="one_main_address"
            ),
        ]
        indexes = [
            models.Index(
                "store",
                "household",
                "customer",
                condition=LIVE & ~Q(household=""),
                name="address_household",
            ),
            models.Index(F("deleted_at"), condition=~LIVE, name="address_deleted"),
        ]

    def __str__(self):
        return in_one_line(self.parts)

    @property
    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in PARTS}

    @property
    def lines(self) -> list[str]:
        return envelope(self.parts)

    @property
    def country_label(self) -> str:
        return country_name(self.country)
