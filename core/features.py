"""Areas a store can switch on and off. A permission belongs to the area its first word names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.store_settings import Areas

if TYPE_CHECKING:
    from core.models import Store


@dataclass(frozen=True, kw_only=True)
class Feature:
    """An area with its own switch, registered by its app. What nobody registered is always on."""

    key: str  # the first word of its permissions
    label: Any
    text: Any
    icon: str
    order: int = 100


_features: dict[str, Feature] = {}


def register(feature: Feature) -> None:
    _features[feature.key] = feature


def all_features() -> list[Feature]:
    return sorted(_features.values(), key=lambda feature: feature.order)


def area_of(permission: str) -> str:
    return permission.partition(".")[0]


def is_on(store: "Store", permission_or_area: str) -> bool:
    area = area_of(permission_or_area)
    return area not in _features or area not in store.settings_of(Areas).switched_off
