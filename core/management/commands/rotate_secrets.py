from django.core.management.base import BaseCommand

from core.secrets.rotation import rotate_secrets


class Command(BaseCommand):
    help = "Re-encrypt every stored secret with the newest of ENCRYPTION_KEYS, so older keys can be dropped."

    def handle(self, *args, **options):
        counts = rotate_secrets()
        for place, count in counts.items():
            self.stdout.write(f"{place}: {count}")
        self.stdout.write(f"{sum(counts.values())} secrets brought to the newest key.")
