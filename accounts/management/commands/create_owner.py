from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import add_person, open_store
from core.actors import SYSTEM


class Command(BaseCommand):
    help = "Make an account from the server's shell, with a store of its own, or as a superuser."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="as colleagues call the person")
        parser.add_argument("--store", default="", help="open a store of this name, owned by the person")
        parser.add_argument("--superuser", action="store_true", help="may open the administration at /admin/")

    @transaction.atomic
    def handle(self, *args, email, name, store, superuser, **options):
        if not (store or superuser):
            raise CommandError("Say what the account is for: --store NAME, --superuser, or both.")
        email = email.lower()
        check(validate_email, email)
        if User.objects.filter(email=email).exists():
            raise CommandError(f"{email} has an account already.")
        password = asked_password(User(email=email, name=name), store)
        person = add_person(email=email, name=name, password=password, is_superuser=superuser)
        if store:
            open_store(name=store, owner=person, by=SYSTEM, now=timezone.now())
        self.stdout.write(f"{email} can sign in now.")
        if superuser:
            self.stdout.write("Set up a second step there; the administration at /admin/ asks for one.")


def asked_password(user: User, store_name: str) -> str:
    """Typed twice and never an argument: the shell would remember it."""
    user.store_name = store_name
    password = getpass("Password: ")
    if password != getpass("Again: "):
        raise CommandError("The two are not the same. Nothing was made.")
    check(validate_password, password, user)
    return password


def check(validator, *values) -> None:
    try:
        validator(*values)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
