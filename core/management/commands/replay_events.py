from datetime import UTC, datetime, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.actors import SYSTEM
from core.events import all_handlers
from core.events.services import replay_past_events
from core.exceptions import DomainError
from core.models import Store


class Command(BaseCommand):
    help = "Give past events to one handler once more. Without --handler, list the handlers."

    def add_arguments(self, parser):
        parser.add_argument("--handler")
        parser.add_argument("--store", help="the store's id as addresses show it; every store without it")
        parser.add_argument("--event", action="append", help="only events of this name, may be repeated")
        parser.add_argument("--since", type=self.moment, help="2026-11-20 or 2026-11-20T08:00")
        parser.add_argument("--until", type=self.moment)

    def handle(self, *args, handler, store, event, since, until, **options):
        if not handler:
            for known in all_handlers():
                self.stdout.write(known.name)
            return
        stores = Store.objects.filter(public_id=store) if store else Store.objects.order_by("pk")
        now = timezone.now()
        count = 0
        try:
            for one in stores:
                count += replay_past_events(
                    handler=handler,
                    store=one,
                    by=SYSTEM,
                    since=since or now - timedelta(days=3650),
                    until=until or now,
                    names=event,
                )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{count} events wait for {handler}; the relay hands them out.")

    @staticmethod
    def moment(text: str) -> datetime:
        found = parse_datetime(text if "T" in text else f"{text}T00:00")
        if found is None:
            raise CommandError(f"Not a moment: {text}")
        return found if found.tzinfo else found.replace(tzinfo=UTC)
