from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self):
        from privacy import merging, shell  # noqa: F401 (they register; models are not loaded earlier)
