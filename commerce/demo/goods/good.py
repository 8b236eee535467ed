"""What a line of the catalogue says."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Season(StrEnum):
    """When it sells; see commerce.demo.calendar for how much."""

    ALL = "all"
    TENTS = "tents"  # May to July
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"  # October to December
    GIFTS = "gifts"  # the weeks before Christmas


class Theme(StrEnum):
    """What a customer goes out for."""

    WALKING = "walking"
    CAMPING = "camping"
    WINTER = "winter"
    TRAVEL = "travel"
    RUNNING = "running"


@dataclass(frozen=True, kw_only=True)
class Good:
    sku: str
    name: str
    brand: str
    shape: str  # of commerce.demo.drawing
    category: str
    price: str
    text: str
    colours: str  # names of commerce.demo.drawing.colours, with commas
    goes_with: str = ""  # categories that people put into the same basket
    sizes: str = ""
    material: str = ""
    weight: str = ""
    season: Season = Season.ALL
    themes: tuple[Theme, ...] = ()
    tier: int = 1  # 0 cheap, 1 in the middle, 2 dear
    popularity: float = 1.0
    cost_share: float = 0.46
    compare_at: str = ""
    stock: int | None = 60
    status: str = "active"
    launched: int = 36  # months ago
    ended: int = -1  # months ago, of what is no longer sold
    several: bool = False  # bought two or three at a time
    tags: tuple[str, ...] = field(default=())

    @property
    def amount(self) -> Decimal:
        return Decimal(self.price)

    @property
    def colour_names(self) -> list[str]:
        return [name.strip() for name in self.colours.split(",")]

    @property
    def size_names(self) -> list[str]:
        return self.sizes.split()
