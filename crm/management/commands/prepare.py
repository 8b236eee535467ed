import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.models import Store
from crm.management.commands.demo import sign_ins


class Command(BaseCommand):
    help = (
        "Make the data ready for this version: migrations, static files and, when asked, a first demo store."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="make the demo store when there is no store")

    def handle(self, *args, demo, **options):
        self.migrate()
        self.collect()
        if demo:
            if not Store.objects.exists():
                self.stdout.write("Making the demo store …")
                call_command("demo", stdout=self.stdout)
            (settings.BASE_DIR / ".data" / "sign-ins.txt").write_text(sign_ins())

    def migrate(self):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", interactive=False, verbosity=0)

    def collect(self):
        stamp, inputs = Path(settings.STATIC_ROOT, ".ready"), files_to_collect()
        if not (stamp.exists() and stamp.read_text() == inputs):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(inputs)


def files_to_collect() -> str:
    """A digest of what would be collected: names, sizes and times."""
    total = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            total.update(f"{name} {about.st_size} {about.st_mtime_ns}\n".encode())
    return total.hexdigest()
