"""Two files that staff of the demo shop took in: one imported, one that waits to be."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.core.files.base import ContentFile

from core.demo import Demo
from core.jobs import run_job
from customers import services
from customers.models import Customer, ImportBatch

KNOWN = 36
NOT_ASKED = ("", "", "")
HEADING = (
    "Member no.",
    "E-mail",
    "First name",
    "Surname",
    "Preferred language",
    "Newsletter",
    "Town",
    "Country",
)
ASKED = "Yes, please send me news and offers by e-mail. I can stop this any time."
TOWNS = (("Oslo", "Norway"), ("Porto", "Portugal"), ("Graz", "Österreich"), ("Lyon", "FR"))
Row = tuple[str, ...]


def import_files(demo: Demo) -> str:
    members = _uploaded(
        demo, "trail-club-2026.csv", [*_members(demo), ("", "no address", "Jo", "Marsh", "en", *NOT_ASKED)]
    )
    _checked(members, demo, mode="fill", tags=["Trail club"])
    services.start_import(batch=members, by=demo.staff[0], now=demo.now)
    _work(members)
    fair = _uploaded(demo, "outdoor-fair-leads.csv", _visitors())
    _checked(fair, demo, mode="overwrite", tags=["Outdoor fair"])
    return "2 imports"


def _members(demo: Demo) -> Iterator[Row]:
    """Known people, a few of whom now say which language they read and that they want the newsletter."""
    rows = Customer.objects.filter(store=demo.store, status="active").exclude(email=None)
    for n, customer in enumerate(rows.order_by("pk")[:KNOWN]):
        names = (customer.first_name, customer.last_name)
        more = ("yes" if n % 2 else "", "", "")
        yield (f"TC-{1000 + n}", customer.email or "", *names, "en" if n % 3 == 0 else "", *more)


def _visitors() -> Iterator[Row]:
    names = (
        "Iris Holm",
        "Noor Aziz",
        "Tom Abel",
        "Lena Voss",
        "Marc Petit",
        "Ada Okoro",
        "Finn Lund",
        "Eva Sala",
    )
    for n, name in enumerate(names):
        first, last = name.split()
        address = f"{first}.{last}@example.com".lower() if n != 5 else "ada.okoro@example"
        more = (("yes", "no", "")[n % 3], *TOWNS[n % len(TOWNS)])
        yield (f"F-{n + 1}", address, first, last, "en" if n % 2 else "de", *more)
    yield ("F-9", "iris.holm@example.com", "Iris", "Holm", "sv", *NOT_ASKED)


def _uploaded(demo: Demo, name: str, rows: Iterable[Row]) -> ImportBatch:
    text = io.StringIO()
    csv.writer(text).writerows([HEADING, *rows])
    file = ContentFile(text.getvalue().encode(), name)
    return services.open_import(store=demo.store, file=file, by=demo.staff[0], now=demo.now)


def _checked(batch: ImportBatch, demo: Demo, *, mode: str, tags: list[str]) -> None:
    """Recognised by address: the numbers are the club's and the fair's own."""
    mapping = {1: "email", 2: "first_name", 3: "last_name", 4: "language"}
    mapping |= {5: "consent_email", 6: "city", 7: "country"}
    services.check_import(
        batch=batch,
        mapping=mapping,
        key="email",
        mode=mode,
        tags=tags,
        consent_wording=ASKED,
        by=demo.staff[0],
        now=demo.now,
    )
    _work(batch)


def _work(batch: ImportBatch) -> None:
    batch.refresh_from_db()
    if batch.job:
        run_job(batch.job)
    batch.refresh_from_db()
