import socket

from django.core.management.base import BaseCommand
from django.utils import timezone

from core.beat.heartbeats import BEAT, is_host_alive, silent_parts


class Command(BaseCommand):
    help = "Exit code 0 when this machine's worker, or the beat, gave a sign of life lately. For containers."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--beat", action="store_true", help="ask about the beat instead of the worker")

    def handle(self, *args, beat, **options):
        now = timezone.now()
        alive = BEAT not in silent_parts(now) if beat else is_host_alive(socket.gethostname(), now)
        if not alive:
            raise SystemExit(1)
