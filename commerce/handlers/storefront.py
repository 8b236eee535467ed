from commerce.events.storefront import StorefrontEvent
from commerce.services.event_stats import count_events
from core.events import handles


@handles(StorefrontEvent)
def count_what_customers_did(events: list[StorefrontEvent]) -> None:
    count_events(events)
