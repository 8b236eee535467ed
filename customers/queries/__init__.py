"""What is read about customers."""

from customers.queries.communications import communications_of
from customers.queries.consents import (
    Choice,
    agreed,
    choices_of,
    ledger_of,
    reachable,
    topics_of,
    topics_with_counts,
)
from customers.queries.fields import fields_with_counts
from customers.queries.lifecycle import lifecycle_of, measured_lifecycle
from customers.queries.merging import (
    current_id,
    former_owner,
    merges,
    merges_of,
    moved_words,
    moving,
    open_pairs,
    page_of,
    pairs_of,
    side_by_side,
)
from customers.queries.notes import colleagues, history_of
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
from customers.queries.profile import notes_of, stages_of, wanted_email_of
from customers.queries.tags import tags_of, tags_with_counts
from customers.queries.timeline import event_of, timeline_of

__all__ = [
    "Choice",
    "CustomerFigures",
    "Growth",
    "Overview",
    "agreed",
    "analytics",
    "choices_of",
    "colleagues",
    "communications_of",
    "current_id",
    "customer_figures",
    "customer_growth",
    "event_of",
    "former_owner",
    "fields_with_counts",
    "found_in_palette",
    "history_of",
    "ledger_of",
    "lifecycle_of",
    "measured_lifecycle",
    "merges",
    "merges_of",
    "moved_words",
    "moving",
    "open_pairs",
    "page_of",
    "pairs_of",
    "side_by_side",
    "notes_of",
    "overview",
    "reachable",
    "searched",
    "stages_of",
    "tags_of",
    "tags_with_counts",
    "timeline_of",
    "topics_of",
    "topics_with_counts",
    "wanted_email_of",
]
