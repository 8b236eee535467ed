"""A sheet to draw on, from (0, 0) at the top left to (100, 100), twice as fine as it will be kept."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

SIDE, FINER = 560, 2
UNIT = SIDE * FINER / 100
Colour = tuple[int, int, int]
Point = tuple[float, float]


class Sheet:
    def __init__(self, background: Colour):
        self.image = Image.new("RGB", (SIDE * FINER, SIDE * FINER), background)
        self._pen = ImageDraw.Draw(self.image)

    def finished(self, part: tuple[float, float, float, float] | None = None) -> Image.Image:
        """As it is kept; `part` brings a piece of it closer."""
        if part is None:
            return self.image.reduce(FINER)
        piece = self.image.crop(tuple(round(edge * UNIT) for edge in part))
        return piece.resize((SIDE, SIDE), Image.Resampling.BICUBIC)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self._pen.polygon(_scaled(points), fill)

    def blob(self, points: Sequence[Point], fill: Colour) -> None:
        """A closed outline that swings softly through its points."""
        self._pen.polygon(_scaled(_curve(points, closed=True)), fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        dots = _scaled(points)
        self._pen.line(dots, fill, round(width * UNIT), joint="curve")
        reach = width * UNIT / 2
        for x, y in (dots[0], dots[-1]):
            self._pen.ellipse((x - reach, y - reach, x + reach, y + reach), fill)

    def curve(self, points: Sequence[Point], fill: Colour, width: float) -> None:
        self.line(_curve(points, closed=False), fill, width)

    def oval(self, x: float, y: float, wide: float, high: float, fill: Colour) -> None:
        """Around its middle; `wide` and `high` from there to the edge."""
        self._pen.ellipse([edge * UNIT for edge in (x - wide, y - high, x + wide, y + high)], fill)

    def ring(self, x: float, y: float, wide: float, high: float, fill: Colour, width: float) -> None:
        edges = [edge * UNIT for edge in (x - wide, y - high, x + wide, y + high)]
        self._pen.ellipse(edges, outline=fill, width=round(width * UNIT))

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, round_: float = 0
    ) -> None:
        edges = [edge * UNIT for edge in (left, top, right, bottom)]
        self._pen.rounded_rectangle(edges, round_ * UNIT, fill)

    def star(self, x: float, y: float, reach: float, fill: Colour) -> None:
        """Our flower: five round petals."""
        for across, down in ((0, -1), (0.95, -0.31), (0.59, 0.81), (-0.59, 0.81), (-0.95, -0.31)):
            self.oval(x + across * reach * 0.6, y + down * reach * 0.6, reach * 0.42, reach * 0.42, fill)


def mirrored(points: Sequence[Point]) -> list[Point]:
    """The right half of something whose left half is given, from the bottom up again."""
    return [*points, *((100 - x, y) for x, y in reversed(points))]


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * UNIT, y * UNIT) for x, y in points]


def _curve(points: Sequence[Point], *, closed: bool, steps: int = 9) -> list[Point]:
    """Catmull-Rom: through every point, with no corner."""
    count, drawn = len(points), []
    for number in range(count if closed else count - 1):
        if closed:
            a, b, c, d = (points[(number + step) % count] for step in (-1, 0, 1, 2))
        else:
            a, b = points[max(number - 1, 0)], points[number]
            c, d = points[number + 1], points[min(number + 2, count - 1)]
        for step in range(steps):
            t = step / steps
            drawn.append((_between(a[0], b[0], c[0], d[0], t), _between(a[1], b[1], c[1], d[1], t)))
    return drawn if closed else [*drawn, points[-1]]


def _between(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
