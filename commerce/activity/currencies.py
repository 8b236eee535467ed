from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commerce.events import currencies
from core.activity import Kind, Words, describe, name_kinds
from core.models import Store


def _page(store: Store, rate_id: int) -> str:
    return reverse("shop-settings:currencies")


describe(
    {
        currencies.CurrencyRateAdded: Words(_("added a rate of {subject}"), "coins", "success"),
        currencies.CurrencyRateEdited: Words(_("changed a rate of {subject}"), "coins"),
        currencies.CurrencyRateDeleted: Words(_("deleted a rate of {subject}"), "trash-2", "danger"),
    }
)
name_kinds({"commerce.currencyrate": Kind(_("Currency rate"), _page, fields={"from_day": _("From")})})
