"""Why a customer went from one stage to the next."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "added": _("Became known"),
    "looked": _("Viewed a product or filled a cart"),
    "first_order": _("Placed the first order"),
    "repeat_order": _("Ordered again"),
    "came_back": _("Ordered again after a long pause"),
    "no_order": _("No order for too long"),
    "spoke_up": _("Recommended the shop"),
    "fewer_orders": _("An order was cancelled or taken back"),
    "rules_changed": _("The store's rules or the customer's dates changed"),
}

_RANKS = "ARRAY['awareness', 'consideration', 'purchase', 'retention', 'advocacy']"
REASON_SQL = f"""CASE
    WHEN became = 'churn' THEN 'no_order'
    WHEN was = 'churn' AND since > was_since THEN 'came_back'
    WHEN was = 'churn' THEN 'rules_changed'
    WHEN was <> '' AND array_position({_RANKS}, became) < array_position({_RANKS}, was) THEN 'fewer_orders'
    WHEN became = 'awareness' THEN 'added'
    WHEN became = 'consideration' THEN 'looked'
    WHEN became = 'purchase' THEN 'first_order'
    WHEN became = 'retention' THEN 'repeat_order'
    ELSE 'spoke_up' END"""
