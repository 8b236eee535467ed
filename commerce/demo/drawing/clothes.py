"""Jackets, shirts and trousers, laid flat."""

from commerce.demo.drawing.colours import CREAM, INK, METAL, Tone, mixed
from commerce.demo.drawing.sheet import Sheet, mirrored

_BODY = [(39, 21), (27, 26), (24, 40), (27, 52), (27, 86)]
_SLEEVE = [(28, 25), (18, 31), (11, 52), (8, 76), (19, 79), (25, 55), (29, 42)]


def _coat(s: Sheet, c: Tone, *, sleeves: bool = True) -> None:
    if sleeves:
        s.blob(_SLEEVE, c.dark)
        s.blob([(100 - x, y) for x, y in _SLEEVE], c.dark)
        for left, right in ((7.5, 19.5), (80.5, 92.5)):
            s.box(left, 75, right, 80, c.deep, 1.5)
    s.shape(mirrored(_BODY), c.base)
    s.box(27, 83, 73, 88, c.dark, 1.5)


def shell(s: Sheet, c: Tone) -> None:
    _coat(s, c)
    s.blob([(36, 24), (38, 10), (50, 6), (62, 10), (64, 24), (50, 30)], c.dark)
    s.blob([(41, 23), (43, 14), (50, 12), (57, 14), (59, 23), (50, 27)], c.deep)
    s.shape([(27, 27), (73, 27), (73, 42), (50, 45), (27, 42)], c.light)
    s.line([(50, 26), (50, 86)], INK, 1)
    s.box(49, 30, 51, 35, METAL, 0.6)
    for x, y in ((33, 62), (60, 62)):
        s.line([(x, y), (x + 7, y + 11)], c.deep, 1.4)
    s.star(64.5, 36, 2.6, CREAM)


def _quilted(s: Sheet, c: Tone, *, sleeves: bool) -> None:
    _coat(s, c, sleeves=sleeves)
    for y in range(30, 84, 9):
        s.curve([(27, y), (38, y + 1.8), (49, y)], c.dark, 1)
        s.curve([(51, y), (62, y + 1.8), (73, y)], c.dark, 1)
        s.curve([(28, y - 5), (38, y - 3.6), (48, y - 5)], c.light, 1.2)
        s.curve([(52, y - 5), (62, y - 3.6), (72, y - 5)], c.light, 1.2)
    if sleeves:
        for step in range(5):
            y, x = 36 + step * 9, 20 - step * 2.6
            s.line([(x - 3.4, y), (x + 4.4, y + 1.6)], c.deep, 0.9)
            s.line([(103.4 - x, y), (95.6 - x, y + 1.6)], c.deep, 0.9)
    s.line([(50, 20), (50, 86)], c.deep, 1.3)
    s.box(38, 13, 62, 24, c.dark, 4)
    s.line([(50, 13), (50, 24)], c.deep, 1.2)


def puffer(s: Sheet, c: Tone) -> None:
    s.blob([(36, 22), (37, 9), (50, 5), (63, 9), (64, 22), (50, 26)], c.dark)
    _quilted(s, c, sleeves=True)
    s.star(65, 37, 2.4, CREAM)


def gilet(s: Sheet, c: Tone) -> None:
    _quilted(s, c, sleeves=False)
    for points in ([(27, 26), (24, 40), (27.5, 52)], [(73, 26), (76, 40), (72.5, 52)]):
        s.curve(points, c.deep, 2)
    s.star(65, 37, 2.4, CREAM)


def fleece(s: Sheet, c: Tone) -> None:
    _coat(s, c)
    for step in range(150):
        x, y = 29 + step * 37 % 42, 28 + step * 53 % 53
        s.oval(x, y, 0.7, 0.5, c.light if step % 2 else c.dark)
    s.box(36, 13, 64, 26, c.light, 5)
    s.line([(50, 14), (50, 48)], INK, 1)
    s.box(56, 36, 68, 49, mixed(c.deep, INK, 0.1), 1.5)
    s.line([(56, 37), (68, 37)], CREAM, 0.8)


def jumper(s: Sheet, c: Tone) -> None:
    _coat(s, c)
    s.box(38, 15, 62, 25, c.dark, 4)
    for step in range(8):
        s.line([(40 + step * 2.9, 16), (40 + step * 2.9, 24)], c.deep, 0.7)
    for row in range(4):
        for step in range(11):
            x, y = 29.5 + step * 4.1, 33 + row * 4
            s.line([(x, y), (x + 2, y + 2.6), (x + 4, y)], CREAM if row % 2 else c.pale, 0.9)
    for step in range(12):
        s.line([(29 + step * 3.8, 83.5), (29 + step * 3.8, 87.5)], c.deep, 0.7)


def shirt(s: Sheet, c: Tone) -> None:
    _coat(s, c)
    s.blob([(40, 20), (50, 27), (60, 20), (56, 24), (50, 30), (44, 24)], c.deep)
    s.line([(27, 30), (36, 44), (36, 84)], c.dark, 0.7)
    s.line([(73, 30), (64, 44), (64, 84)], c.dark, 0.7)
    s.star(60, 38, 2, CREAM)


def tee(s: Sheet, c: Tone) -> None:
    sleeve = [(30, 24), (14, 34), (10, 50), (22, 55), (30, 44)]
    s.shape(sleeve, c.dark)
    s.shape([(100 - x, y) for x, y in sleeve], c.dark)
    s.shape(mirrored([(39, 21), (28, 25), (26, 45), (27, 85)]), c.base)
    s.blob([(39, 20.5), (50, 30), (61, 20.5), (50, 24)], c.deep)
    s.star(50, 47, 9, c.pale)
    s.oval(50, 47, 2.4, 2.4, CREAM)
    s.line([(28, 83), (72, 83)], c.dark, 0.8)


def _legs(s: Sheet, c: Tone, end: float) -> None:
    s.shape([(33, 16), (50, 16), (50, 38), (46, end), (28, end)], c.base)
    s.shape([(67, 16), (50, 16), (50, 38), (54, end), (72, end)], c.dark)
    s.box(32.5, 13, 67.5, 19.5, c.deep, 1.5)
    for x in (38, 60):
        s.box(x, 12.4, x + 2, 20.2, c.dark, 0.6)
    s.oval(50, 16.4, 1.2, 1.2, METAL)
    s.curve([(50, 19), (51, 27), (50, 34)], c.deep, 0.9)
    s.curve([(34, 24), (39, 27), (40, 20)], c.deep, 1)
    s.curve([(66, 24), (61, 27), (60, 20)], c.deep, 1)


def trousers(s: Sheet, c: Tone) -> None:
    _legs(s, c, 90)
    s.box(30, 50, 39, 63, c.light, 1)
    s.line([(30, 53), (39, 53)], c.dark, 0.9)
    for left, right in ((28, 46), (54, 72)):
        s.line([(left + 0.6, 87), (right - 0.6, 87)], c.deep, 0.9)


def shorts(s: Sheet, c: Tone) -> None:
    _legs(s, c, 64)
    s.line([(29, 61), (46, 61)], c.deep, 0.9)
    s.line([(54, 61), (71, 61)], c.deep, 0.9)
    s.star(66, 55, 2, CREAM)
