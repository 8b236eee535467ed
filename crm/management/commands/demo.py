from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.roles import Role
from accounts.services.opening import open_store
from accounts.services.people import add_person
from core.actors import SYSTEM

PASSWORD = "a-shop-full-of-regulars"  # noqa: S105 (printed by `make run` for everyone to see)
PEOPLE = {Role.OWNER: "Olivia Martin", Role.SUPPORT: "Sam Okafor", Role.ANALYST: "Anna Lindqvist"}


def address(role: Role) -> str:
    return f"{role}@demo.example"


def sign_ins() -> str:
    """The demo's people who are there, for a person to read."""
    there = set(User.objects.filter(email__in=map(address, PEOPLE)).values_list("email", flat=True))
    lines = [
        f"  {role.label!s:<8} {address(role):<22} {PASSWORD}" for role in PEOPLE if address(role) in there
    ]
    return "\n".join(["  Sign in to the demo store as", *lines]) + "\n" if lines else ""


class Command(BaseCommand):
    help = "Make a demo store with an owner, a supporter and an analyst."

    @transaction.atomic
    def handle(self, *args, **options):
        staff = {
            role: add_person(email=address(role), name=name, password=PASSWORD)
            for role, name in PEOPLE.items()
        }
        store = open_store(name="Larkspur Goods", owner=staff[Role.OWNER], by=SYSTEM, now=timezone.now())
        for role in (Role.SUPPORT, Role.ANALYST):
            Membership.objects.create(store=store, user=staff[role], role=role)
