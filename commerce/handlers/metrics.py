from contextlib import suppress

from accounts.events import StoreSettingsChanged
from commerce.services.metrics import CannotRecalculate, recalculate
from core.actors import SYSTEM
from core.events import handles
from core.models import Store
from core.store_settings import HealthWeights, Thresholds


@handles(StoreSettingsChanged)
def judge_by_new_rules(changes: list[StoreSettingsChanged]) -> None:
    """Rules that customers are judged by concern each of them."""
    about_customers = [change for change in changes if change.group in (Thresholds.key, HealthWeights.key)]
    for change in {change.store_id: change for change in about_customers}.values():
        with suppress(CannotRecalculate):
            recalculate(store=Store.objects.get(pk=change.store_id), by=change.actor or SYSTEM)
