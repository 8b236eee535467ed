from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import features


class CustomersConfig(AppConfig):
    name = "customers"

    def ready(self):
        from customers import shell  # noqa: F401 (it registers; models are not loaded earlier)
        from customers.merging import (  # noqa: F401
            addresses,
            communications,
            consents,
            imports,
            relations,
            rows,
        )

        features.register(
            features.Feature(
                key="customers",
                label=_("Customers"),
                text=_("The directory, the profiles and their notes."),
                icon="users",
                order=10,
            )
        )
