from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import features


class CommerceConfig(AppConfig):
    name = "commerce"

    def ready(self):
        from commerce import merging, shell  # noqa: F401 (they register; models are not loaded earlier)

        features.register(
            features.Feature(
                key="products",
                label=_("Products"),
                text=_("The catalogue: products, categories and pictures."),
                icon="package",
                order=20,
            )
        )
        features.register(
            features.Feature(
                key="orders",
                label=_("Orders"),
                text=_("Orders, refunds, carts and visits of the shop."),
                icon="shopping-bag",
                order=25,
            )
        )
