from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        # Handlers and periodic jobs must be known wherever events are published or jobs are listed.
        autodiscover_modules("events", "handlers", "tasks")
