from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "privacy"

    def ready(self):
        from privacy import shell  # noqa: F401 (it registers; models are not loaded earlier)
