from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        # Handlers, kinds of job, periodic work and the words of events must be known to every process.
        autodiscover_modules("events", "handlers", "jobs", "tasks", "activity", "privacy")

        from core.lists.discovery import discover_tables  # models are not loaded earlier

        discover_tables()
