"""What the customers' verbs ask before somebody becomes known: were they erased at their own wish?"""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.models import ErasedMark, Store
from core.privacy.marks import erased_among
from customers.contacts import Contact
from customers.models import AccountStatus
from customers.services.people import Person

Named = tuple[str, str]


def refuse_erased(store: Store, refused_as: type[DomainError], **values: str | None) -> None:
    """`values` are email and phone: neither may be of somebody erased."""
    contacts = [(kind, value) for kind in ("email", "phone") if (value := values.get(kind))]
    for (kind, _value), mark in erased_among(store, contacts).items():
        raise refused_as(_words(kind) % {"day": date_format(mark.erased_at, "j M Y")})


def _words(kind: str) -> str:
    if kind == "email":
        return _(
            "Whoever has this e-mail address was erased on %(day)s at their own wish. If they came back"
            " of their own will, let them in again on the page of that request."
        )
    return _(
        "Whoever has this phone number was erased on %(day)s at their own wish. If they came back"
        " of their own will, let them in again on the page of that request."
    )


def erased_contacts(store: Store, contacts: Iterable[Contact]) -> dict[Named, ErasedMark]:
    """Which of a delivery's ids, addresses and numbers were somebody's who was erased since."""
    return erased_among(store, {named for contact in contacts for named in _named(contact)})


def erased_persons(marks: dict[Named, ErasedMark], known: Iterable[Person]) -> dict[Named, Person]:
    """Whom they meant before: their row, or somebody of whom not even a row is left."""
    by_key = {person.pk: person for person in known}
    return {
        named: by_key.get(mark.customer_id) or Person(status=AccountStatus.ERASED)
        for named, mark in marks.items()
    }


def _named(contact: Contact) -> Iterator[Named]:
    yield "external_id", contact.external_id
    yield "email", contact.email or ""
    yield "phone", contact.phone
