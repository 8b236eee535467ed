"""Everything Larkspur Goods sells, written by hand. No brand here exists."""

from commerce.demo.goods.bags import BAGS
from commerce.demo.goods.camping import CAMPING_GOODS
from commerce.demo.goods.clothing import CLOTHING
from commerce.demo.goods.footwear import FOOTWEAR
from commerce.demo.goods.good import Good, Season, Theme
from commerce.demo.goods.jackets import JACKETS
from commerce.demo.goods.kitchen import KITCHEN
from commerce.demo.goods.small_things import SMALL_THINGS

GOODS: list[Good] = [*FOOTWEAR, *JACKETS, *CLOTHING, *CAMPING_GOODS, *KITCHEN, *BAGS, *SMALL_THINGS]

__all__ = ["GOODS", "Good", "Season", "Theme"]
