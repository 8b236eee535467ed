from django.core.management.base import BaseCommand, CommandError

from accounts.signin.first_run import is_first_run, setup_link


class Command(BaseCommand):
    help = "Print the link that opens the first store here. It works until the first account exists."

    def handle(self, *args, **options):
        if not is_first_run():
            raise CommandError("This server has accounts already; new people come by invitation.")
        self.stdout.write(setup_link())
