"""The dyes of the shop, and the shades of each."""

from typing import NamedTuple

from commerce.demo.drawing.sheet import Colour

INK, GREY, METAL, SHINE = (52, 56, 60), (138, 144, 148), (176, 182, 186), (222, 226, 228)
CREAM, WOOD, SOLE, GLOW = (245, 238, 224), (190, 146, 98), (70, 66, 62), (255, 214, 128)
WHITE = (252, 252, 250)
DYES: dict[str, Colour] = {
    "Moss": (92, 113, 80),
    "Slate": (91, 107, 122),
    "Chestnut": (146, 92, 58),
    "Oxblood": (132, 50, 54),
    "Bark": (96, 74, 56),
    "Sand": (207, 184, 143),
    "Navy": (48, 64, 98),
    "Charcoal": (68, 72, 78),
    "Plum": (112, 66, 98),
    "Sky": (122, 170, 202),
    "Mustard": (212, 160, 52),
    "Coral": (222, 122, 99),
    "Teal": (47, 127, 128),
}
BACKGROUNDS: list[Colour] = [
    (239, 235, 226),
    (228, 236, 233),
    (236, 231, 236),
    (230, 235, 241),
    (243, 234, 224),
]


class Tone(NamedTuple):
    base: Colour
    dark: Colour
    deep: Colour
    light: Colour
    pale: Colour


def tone(name: str) -> Tone:
    base = DYES[name]
    return Tone(
        base, mixed(base, INK, 0.25), mixed(base, INK, 0.5), mixed(base, WHITE, 0.22), mixed(base, WHITE, 0.5)
    )


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
