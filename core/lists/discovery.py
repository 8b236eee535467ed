"""Every `Table` in an app's `tables.py` has its jobs in every process: a worker reads no addresses."""

import sys

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from core.lists import bulk, export
from core.lists.table import Table


def discover_tables() -> None:
    autodiscover_modules("tables")
    for app in apps.get_app_configs():
        module = sys.modules.get(f"{app.name}.tables")
        for table in vars(module).values() if module else ():
            if isinstance(table, Table):
                bulk.register_jobs(table)
                export.register_job(table)
