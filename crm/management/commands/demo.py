from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.roles import Role
from accounts.services.opening import open_store
from accounts.services.people import add_person
from core import demo
from core.actors import SYSTEM
from core.models import Store

PASSWORD = "a-shop-full-of-regulars"  # noqa: S105 (printed by `make run` for everyone to see)
PEOPLE = {Role.OWNER: "Olivia Martin", Role.SUPPORT: "Sam Okafor", Role.ANALYST: "Anna Lindqvist"}
COLLEAGUES = {Role.MANAGER: "Priya Nair", Role.MARKETER: "Mateo Ruiz"}  # seen in the team, cannot sign in
SIZES = {"small": 5_000, "medium": 20_000, "large": 200_000, "1m": 1_000_000}
MOST = 5_000_000
OPEN_SINCE = timedelta(days=720)  # a little less than the activity log keeps


def address(role: Role) -> str:
    return f"{role}@demo.example"


def sign_ins() -> str:
    """The demo's people who are there, for a person to read."""
    known = User.objects.filter(email__in=map(address, PEOPLE))
    there = {user.email for user in known if user.has_usable_password()}
    lines = [
        f"  {role.label!s:<8} {address(role):<22} {PASSWORD}" for role in PEOPLE if address(role) in there
    ]
    return "\n".join(["  Sign in to the demo store as", *lines]) + "\n" if lines else ""


def only_reached_from_here() -> bool:
    """A password that everybody knows opens nothing on a server that others can reach."""
    return urlsplit(settings.PUBLIC_BASE_URL).hostname in ("127.0.0.1", "localhost", "::1")


class Command(BaseCommand):
    help = "Make a demo store with an owner, a supporter, an analyst, customers and three years of trade."
    stealth_options = ("now",)  # for who wants the same store twice

    def add_arguments(self, parser):
        parser.add_argument(
            "--size", default="small", help="small, medium, large, 1m or a number of customers"
        )
        parser.add_argument("--no-pictures", action="store_true", help="products without images")
        parser.add_argument("--if-empty", action="store_true", help="only when there is no store at all")

    @transaction.atomic
    def handle(self, *args, size, if_empty, no_pictures=False, now=None, **options):
        if if_empty and Store.objects.exists():
            return
        customers, now = self.customers(size), now or timezone.now().replace(second=0, microsecond=0)
        again = User.objects.filter(email=address(Role.OWNER)).exists()
        staff = {role: self.person(role, name) for role, name in (PEOPLE | COLLEAGUES).items()}
        name = f"Larkspur Goods {customers:,}" if again else "Larkspur Goods"
        store = open_store(
            name=name,
            owner=staff[Role.OWNER],
            time_zone="Europe/London",
            currency="GBP",
            by=SYSTEM,
            now=now - OPEN_SINCE,
        )
        for role in list(staff)[1:]:
            Membership.objects.create(store=store, user=staff[role], role=role)
        everyone = tuple(membership.actor for membership in store.memberships.order_by("pk"))
        told = demo.Demo(
            store=store,
            size=customers,
            now=now,
            staff=everyone,
            pictures=not no_pictures,
        )
        for made in demo.fill(told):
            self.stdout.write(f"  {made}")

    def customers(self, size: str) -> int:
        number = SIZES.get(size) or (int(size.replace(",", "")) if size.replace(",", "").isdecimal() else 0)
        if not 0 < number <= MOST:
            raise CommandError(f"--size is {', '.join(SIZES)} or a number up to {MOST:,}.")
        return number

    def person(self, role: Role, name: str) -> User:
        known = User.objects.filter(email=address(role)).first()
        password = PASSWORD if role in PEOPLE and only_reached_from_here() else None
        return known or add_person(email=address(role), name=name, password=password)
