"""What is known of a customer's visits to the shop."""

from dataclasses import dataclass

from commerce.events.storefront import PageViewed, ProductViewed
from commerce.models import Visit
from core.counting import Count, capped_count
from core.events.queries import timeline
from core.models import EventRecord
from customers.models import Customer

PAGES = 5


@dataclass(frozen=True)
class Visits:
    count: Count
    first: Visit | None  # the touches are theirs
    last: Visit | None
    pages: list[EventRecord]  # the newest first


def visits_of(customer: Customer) -> Visits:
    visits = Visit.objects.filter(store_id=customer.store_id, customer=customer)
    names = [PageViewed.name, ProductViewed.name]
    return Visits(
        count=capped_count(visits),
        first=visits.order_by("started_at", "pk").first(),
        last=visits.order_by("-started_at", "-pk").first(),
        pages=timeline(customer.store, customer.pk, names=names, limit=PAGES),
    )
