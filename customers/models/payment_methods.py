from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, Store
from core.secrets import SecretField
from customers.models.people import LIVE, Customer, LiveManager


class PaymentKind(models.TextChoices):
    CARD = "card", _("Card")
    WALLET = "wallet", _("Wallet")  # Apple Pay, Google Pay, PayPal
    BANK = "bank", _("Bank account")
    OTHER = "other", _("Other")


class PaymentMethod(PublicModel):
    """How a customer pays, as far as a shop may know: never a card's number, only its last four digits.

    The token is what the payment service calls it; who has it can charge nothing without the service.
    """

    store = models.ForeignKey(Store, models.CASCADE, related_name="payment_methods", db_index=False)
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="payment_methods")
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=PaymentKind.choices,
        default=PaymentKind.CARD,
        db_default=PaymentKind.CARD,
    )
    brand = models.CharField(_("brand"), max_length=40, blank=True, default="", db_default="")
    last_four = models.CharField(
        _("last four digits"),
        max_length=4,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^(\d{4})?\Z")],
    )
    expires_month = models.SmallIntegerField(_("expires, month"), null=True, blank=True)
    expires_year = models.SmallIntegerField(_("expires, year"), null=True, blank=True)
    provider = models.CharField(_("payment service"), max_length=40, blank=True, default="", db_default="")
    token = SecretField(_("token"))
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, db_default=models.functions.Now())
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = LiveManager()
    with_deleted = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_four="") | Q(last_four__regex=r"^[0-9]{4}$"), name="payment_last_four"
            ),
            models.CheckConstraint(
                condition=Q(expires_month=None, expires_year=None)
                | Q(expires_month__range=(1, 12), expires_year__range=(2000, 2100)),
                name="payment_expiry",
            ),
        ]
        indexes = [models.Index(F("deleted_at"), condition=~LIVE, name="payment_method_deleted")]

    def __str__(self):
        known = self.brand or self.get_kind_display()
        return f"{known} •••• {self.last_four}" if self.last_four else str(known)

    @property
    def expires(self) -> str:
        """ "08/27", as the card says it."""
        return f"{self.expires_month:02}/{self.expires_year % 100:02}" if self.expires_year else ""

    def is_expired(self, today) -> bool:
        """It is good to the end of its month."""
        if not self.expires_year:
            return False
        return (self.expires_year, self.expires_month) < (today.year, today.month)
