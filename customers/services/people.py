"""Whom a delivery means, and what it changes about them: worked out in memory, for many at once.

Every detail remembers the news it was taken from: a tier and a time. Tier 1 is what staff or the customers
API state; tier 0 is what an order or a cart mentions. The greatest (tier, time, value) wins, so deliveries
may come in any order and any number of times. An empty value says nothing.

An external id is one person for good. Two of them are never joined by an address alone: that is for staff
to do. Where several claim one address, the one with the latest news has it, and the others keep their
claim. Somebody known without an external id becomes the first one who comes with their address.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from core.ids import new_uuid7
from core.intake import as_version
from customers.contacts import Contact
from customers.custom_kinds import Value, as_text
from customers.models import AccountStatus, Source

STATED, MENTIONED = "1", "0"
PREFIX = "custom."
DETAILS = ("first_name", "last_name", "phone", "language", "company", "birthday", "gender", "time_zone")


@dataclass(slots=True, eq=False)
class Person:
    email: str | None = None  # that they have in the store
    claimed: str | None = None  # that is theirs by the latest news
    # As text; with PREFIX those of the store's own fields, where a contact says something of them.
    details: dict[str, str] = field(default_factory=lambda: dict.fromkeys(DETAILS, ""))
    own: dict[str, Value] = field(default_factory=dict)  # what is new of these, typed
    versions: dict[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    source: str = Source.SHOP
    status: str = AccountStatus.ACTIVE
    deleted_at: datetime | None = None
    public_id: UUID = field(default_factory=new_uuid7)
    pk: int | None = None
    loaded: dict[str, Any] = field(default_factory=dict)  # as the database has it
    new_ids: list[str] = field(default_factory=list)

    @property
    def key(self) -> int:
        """Of the row, once there is one."""
        return cast(int, self.pk)

    @property
    def is_new(self) -> bool:
        return self.pk is None

    @property
    def is_past(self) -> bool:
        """Deleted or erased: nothing is written about them any more."""
        return self.deleted_at is not None or self.status == AccountStatus.ERASED

    @property
    def row(self) -> dict[str, Any]:
        told = {name: self.details[name] for name in DETAILS}
        birthday = self.details["birthday"] or None
        return {"email": self.email, **told, "birthday": birthday, "source": self.source}

    @property
    def wanted_email(self) -> str:
        return self.claimed if self.claimed and self.claimed != self.email else ""

    @property
    def news(self) -> tuple[dict[str, str], str]:
        return self.versions, self.wanted_email

    def version_of(self, name: str, value: str | None) -> str:
        """What is known without a version was typed by staff or imported: stated, at no known time."""
        return self.versions.get(name) or (STATED if value else "")


class People:
    """Those of one store that a delivery may be about, and those it makes."""

    def __init__(
        self,
        persons: Iterable[Person],
        erased: Mapping[tuple[str, str], Person] | None = None,
        former: Mapping[str, int] | None = None,
    ):
        """`former` are addresses of those who were merged into one of these, by its key."""
        self.persons = list(persons)
        self._erased = erased or {}  # whom an id, an address or a number meant before an erasure
        self._by_id: dict[str, Person] = {}
        self._by_phone: dict[str, Person] = {}
        self._claims: dict[str, list[Person]] = defaultdict(list)
        self._past_by_email: dict[str, Person] = {}
        by_key = {person.pk: person for person in self.persons if not person.is_past}
        self._former = {email: by_key[key] for email, key in (former or {}).items() if key in by_key}
        for person in self.persons:
            self._by_id.update(dict.fromkeys(person.ids, person))
            if not person.is_past:
                self._index(person)
            elif person.email:
                self._past_by_email[person.email] = person

    def found(self, contact: Contact, at: datetime) -> Person | None:
        """By external id, else by address, else by number."""
        person = self._by_id.get(contact.external_id)
        if person and not (person.deleted_at and at > person.deleted_at):
            return person
        if erased := self._was_erased(contact):
            return erased
        if contact.email:
            if holder := self._holder(contact.email) or self._former.get(contact.email):
                return holder if not contact.external_id or not holder.ids else None
            past = self._past_by_email.get(contact.email)
            return past if past and past.deleted_at and at <= past.deleted_at else None
        return None if contact.external_id else self._by_phone.get(contact.phone)

    def added(self, source: str) -> Person:
        person = Person(source=source)
        self.persons.append(person)
        return person

    def tell(self, person: Person, contact: Contact, tier: str, at: datetime) -> tuple[bool, bool]:
        """Merge what the contact says; whether something changed, and whether something was older."""
        changed, late = self._named(person, contact.external_id), False
        version = f"{tier} {as_version(at)}"
        told = {name: getattr(contact, name) for name in ("email", *DETAILS)}
        told |= {f"{PREFIX}{key}": as_text(value) for key, value in contact.custom.items()}
        for name, value in told.items():
            known = person.claimed if name == "email" else person.details.get(name, "")
            if not value or (name, value) in self._erased:
                continue
            if (version, value) <= (person.version_of(name, known), known or ""):
                late = late or value != known
                continue
            person.versions[name] = version
            changed = changed or value != known
            if name == "email":
                self._claim(person, value)
            else:
                person.details[name] = value
            if name.startswith(PREFIX):
                key = name.removeprefix(PREFIX)
                person.own[key] = contact.custom[key]
        if contact.phone and person.details["phone"] == contact.phone:
            self._by_phone.setdefault(contact.phone, person)
        return changed, late

    def _was_erased(self, contact: Contact) -> Person | None:
        named = [("external_id", contact.external_id), ("email", contact.email or "")]
        if not (contact.external_id or contact.email):
            named.append(("phone", contact.phone))
        return next((self._erased[each] for each in named if each in self._erased), None)

    def _named(self, person: Person, external_id: str) -> bool:
        if not external_id or external_id in person.ids:
            return False
        if earlier := self._by_id.get(external_id):  # deleted since
            earlier.ids.discard(external_id)
        person.ids.add(external_id)
        person.new_ids.append(external_id)
        self._by_id[external_id] = person
        if person.source == Source.API:
            person.source = Source.SHOP
        if person.claimed:
            self._settle(person.claimed)
        return True

    def _index(self, person: Person) -> None:
        if person.claimed:
            self._claims[person.claimed].append(person)
        if person.details["phone"]:
            self._by_phone.setdefault(person.details["phone"], person)

    def _holder(self, email: str) -> Person | None:
        return next((person for person in self._claims[email] if person.email == email), None)

    def _claim(self, person: Person, email: str) -> None:
        left, person.claimed = person.claimed, email
        if left and left != email:
            self._claims[left].remove(person)
            self._settle(left)
        if person not in self._claims[email]:
            self._claims[email].append(person)
        self._settle(email)

    def _settle(self, email: str) -> None:
        """Give the address to whom it belongs among all who claim it."""
        ranked = sorted(self._claims[email], key=lambda person: min(person.ids, default=""))
        first = max(
            ranked,
            key=lambda person: (not person.ids, person.version_of("email", email)),
            default=None,
        )
        for person in ranked:
            person.email = email if person is first else None
