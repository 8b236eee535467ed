"""What is read about customers."""

from customers.queries.overview import (
    CustomerFigures,
    Growth,
    Overview,
    analytics,
    customer_figures,
    customer_growth,
    overview,
)
from customers.queries.people import found_in_palette, searched
from customers.queries.profile import event_of, notes_of, stages_of, timeline_of, wanted_email_of
from customers.queries.tags import tags_of, tags_with_counts

__all__ = [
    "CustomerFigures",
    "Growth",
    "Overview",
    "analytics",
    "customer_figures",
    "customer_growth",
    "event_of",
    "found_in_palette",
    "notes_of",
    "overview",
    "searched",
    "stages_of",
    "tags_of",
    "tags_with_counts",
    "timeline_of",
    "wanted_email_of",
]
