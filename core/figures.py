"""Writing figures and amounts for people."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

_SIGNS = {
    "AUD": "A$", "BRL": "R$", "CAD": "CA$", "CNY": "CN¥", "EUR": "€", "GBP": "£", "HKD": "HK$", "ILS": "₪",
    "INR": "₹", "JPY": "¥", "KRW": "₩", "MXN": "MX$", "NZD": "NZ$", "PHP": "₱", "TRY": "₺", "UAH": "₴",
    "USD": "$", "VND": "₫",
}  # fmt: skip
_NO_CENTS = {"CLP", "ISK", "JPY", "KRW", "VND"}


def written(value, decimals: int = 0) -> str:
    """Rounded and grouped in the reader's language. Django's own formatting cuts digits off instead."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number_format(exact, decimals, force_grouping=True)


def written_money(amount, currency: str, *, cents: bool | None = None) -> str:
    """`$1,284.50`, `¥1,285`, `CHF 12.00`; without cents where they would only be noise."""
    if cents is None:
        cents = currency not in _NO_CENTS
    number = written(abs(Decimal(str(amount))), 2 if cents else 0)
    sign = _SIGNS.get(currency) or f"{currency}\N{NO-BREAK SPACE}"
    return f"{'−' if Decimal(str(amount)) < 0 else ''}{sign}{number}"
