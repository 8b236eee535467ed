"""Draws the demo's product pictures: flat, from shapes and colours, so that nobody's photograph is needed."""

from collections.abc import Callable

from PIL import Image

from commerce.demo.drawing import bags, camp, clothes, feet, heads_and_hands, kitchen, things
from commerce.demo.drawing.colours import BACKGROUNDS, INK, Tone, mixed, tone
from commerce.demo.drawing.sheet import Sheet

Shape = Callable[[Sheet, Tone], None]
_MODULES = (bags, camp, clothes, feet, heads_and_hands, kitchen, things)
GROUND = {"shorts": 69, "cap": 75, "beanie": 81, "bobble": 81, "towel": 84, "headlamp": 87}
CLOSER = (24.0, 12.0, 80.0, 68.0)


def drawn(shape: str, colour: str, *, scene: int, closer: bool = False, mirror: bool = False) -> Image.Image:
    """The thing in its colour on a quiet ground; `scene` chooses which."""
    background = BACKGROUNDS[scene % len(BACKGROUNDS)]
    sheet = Sheet(background)
    ground = mixed(background, INK, 0.07)
    floor = GROUND.get(shape, 88)
    sheet.oval(50, floor, 42, 6.5, ground)
    sheet.oval(50, floor, 30, 4.2, mixed(background, INK, 0.13))
    _shape_named(shape)(sheet, tone(colour))
    if mirror:
        sheet.image = sheet.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return sheet.finished(CLOSER if closer else None)


def _shape_named(name: str) -> Shape:
    wanted = "range_" if name == "range" else name
    return next(getattr(module, wanted) for module in _MODULES if hasattr(module, wanted))
