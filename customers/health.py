"""What weights would make of the store's health, from the parts as they are."""

from dataclasses import asdict, dataclass

from django.db import connection

from core.models import Store
from core.store_settings import HealthWeights
from customers.scoring.expressions import HEALTH

_BANDS = f"""
SELECT count(*) FILTER (WHERE health >= 70), count(*) FILTER (WHERE health >= 40 AND health < 70),
  count(*) FILTER (WHERE health < 40), avg(health)
FROM (
  SELECT {HEALTH} AS health FROM (
    SELECT orders_count, health_recency AS timely, engagement_score AS engaged,
      health_frequency AS shaped_health_frequency, health_spend AS shaped_health_spend,
      health_returns AS shaped_health_returns
    FROM customers_customermetrics WHERE store_id = %(store)s AND orders_count > 0
  ) parts
) judged
"""  # noqa: S608 (constants)


@dataclass(frozen=True)
class Bands:
    """How many customers who ordered are well, fair and poorly, and the mean."""

    well: int
    fair: int
    poor: int
    mean: float | None


def health_by_weights(*, store: Store, weights: HealthWeights) -> Bands:
    params = {f"weight_{name}": value for name, value in asdict(weights).items()}
    with connection.cursor() as cursor:
        cursor.execute(_BANDS, {"store": store.pk, **params})
        return Bands(*cursor.fetchone())
