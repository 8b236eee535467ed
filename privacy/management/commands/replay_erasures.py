from django.core.management.base import BaseCommand
from django.utils import timezone

from privacy.services import replay


class Command(BaseCommand):
    help = "After a restored backup: erase again everybody whom the journal names. May be run twice."

    def handle(self, *args, **options):
        entries = back = 0
        for replayed in replay(now=timezone.now()):
            entries += 1
            back += replayed.erased
        self.stdout.write(f"{entries} erasures in the journal, {back} customers erased again")
