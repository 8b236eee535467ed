from django.conf import settings
from django.core.management.base import BaseCommand

from crm.access_table import as_markdown


class Command(BaseCommand):
    help = "Write docs/roles.md: the roles, their permissions, and what each address asks."

    def handle(self, *args, **options):
        (settings.BASE_DIR / "docs").mkdir(exist_ok=True)
        (settings.BASE_DIR / "docs/roles.md").write_text(as_markdown())
