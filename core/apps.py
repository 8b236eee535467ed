from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        # Handlers, kinds of job and periodic work must be known to every process.
        autodiscover_modules("events", "handlers", "jobs", "tasks")
