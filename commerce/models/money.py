from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel

CENTS = {"max_digits": 14, "decimal_places": 2}
CODE = {"max_length": 3}
NOT_BELOW_0 = [MinValueValidator(0)]


def amount(label, **options):
    return models.DecimalField(
        label, **CENTS, validators=NOT_BELOW_0, **{"default": 0, "db_default": 0, **options}
    )


def currency():
    return models.CharField(_("currency"), **CODE)


def rate(**options):
    """What one unit of the record's currency is in the store's."""
    return models.DecimalField(_("rate"), max_digits=18, decimal_places=8, default=1, db_default=1, **options)


class CurrencyRate(PublicModel):
    """From a day on, what one unit of a currency is worth in the store's own."""

    currency = currency()
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)
    from_day = models.DateField(_("from"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "currency", "from_day"], name="one_rate_a_day"),
            models.CheckConstraint(condition=models.Q(rate__gt=0), name="rate_above_0"),
        ]

    def __str__(self):
        return f"{self.currency} {self.rate}"
