from django.utils.translation import gettext_lazy as _

from commerce.models import Category, CurrencyRate, Product, ProductCategory, ProductImage
from core.privacy import impersonal

impersonal(
    Category,
    CurrencyRate,
    Product,
    ProductCategory,
    ProductImage,
    because=_("The shop's own goods and rates."),
)
