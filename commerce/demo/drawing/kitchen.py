"""Stoves, pots and what one drinks from."""

from commerce.demo.drawing.colours import CREAM, GREY, INK, METAL, SHINE, WOOD, Tone
from commerce.demo.drawing.sheet import Sheet

FLAME, BLUE = (240, 150, 60), (112, 160, 214)


def stove(s: Sheet, c: Tone) -> None:
    s.blob([(31, 92), (31, 70), (38, 62), (62, 62), (69, 70), (69, 92)], c.base)
    s.blob([(56, 62), (62, 62), (69, 70), (69, 92), (58, 92)], c.dark)
    s.box(31, 76, 69, 84, CREAM, 0)
    s.star(50, 80, 2.8, c.base)
    s.box(44, 52, 56, 63, METAL, 1.5)
    s.box(56, 55, 66, 58, GREY, 1)
    s.oval(67, 56.5, 3, 3, INK)
    s.box(46, 42, 54, 53, SHINE, 1)
    s.oval(50, 42, 13, 3.4, METAL)
    s.oval(50, 41, 11, 2.2, INK)
    for x in (43, 50, 57):
        s.blob([(x - 2.6, 40), (x, 29), (x + 2.6, 40)], BLUE)
        s.blob([(x - 1.2, 40), (x, 34), (x + 1.2, 40)], FLAME)
    for points in (
        [(50, 46), (26, 36), (22, 28)],
        [(50, 46), (74, 36), (78, 28)],
        [(50, 46), (60, 32), (61, 26)],
    ):
        s.line(points, METAL, 1.6)


def range_(s: Sheet, c: Tone) -> None:
    s.shape([(16, 52), (14, 16), (86, 16), (84, 52)], c.dark)
    s.shape([(20, 50), (18.5, 20), (81.5, 20), (80, 50)], c.deep)
    s.shape([(12, 60), (18, 48), (82, 48), (88, 60)], INK)
    for x in (34, 66):
        s.oval(x, 54, 11, 3.6, GREY)
        s.oval(x, 54, 8, 2.4, INK)
        s.oval(x, 54, 4, 1.2, METAL)
        for reach in (-13, -4, 4, 13):
            s.line([(x + reach, 50.5), (x + reach * 1.08, 57.5)], METAL, 0.9)
    s.box(11, 59, 89, 84, c.base, 3)
    s.box(11, 78, 89, 84, c.dark, 2)
    for x in (26, 74):
        s.oval(x, 70, 5, 5, INK)
        s.line([(x, 70), (x + 2, 66.5)], CREAM, 1.2)
    s.star(50, 70, 4, CREAM)


def canister(s: Sheet, c: Tone) -> None:
    s.blob([(24, 86), (24, 46), (34, 34), (66, 34), (76, 46), (76, 86), (50, 90)], c.base)
    s.blob([(60, 34), (66, 34), (76, 46), (76, 86), (62, 89), (64, 60)], c.dark)
    s.shape([(24, 54), (76, 54), (76, 72), (24, 72)], CREAM)
    s.star(38, 63, 5, c.base)
    for y in (59, 63.4, 67.8):
        s.box(50, y - 1, 70, y + 1, c.pale if y > 60 else c.dark, 0.6)
    s.box(42, 26, 58, 36, METAL, 2)
    s.oval(50, 26, 8, 2.4, SHINE)


def pot(s: Sheet, c: Tone) -> None:
    s.line([(72, 54), (94, 46)], INK, 4)
    s.box(22, 44, 74, 82, c.base, 6)
    s.box(60, 44, 74, 82, c.dark, 6)
    s.box(27, 50, 31, 74, c.light, 2)
    s.oval(48, 44, 27, 5, c.deep)
    s.oval(48, 42, 27, 5, METAL)
    s.oval(48, 41, 24, 3.8, SHINE)
    s.box(44.5, 33, 51.5, 41, WOOD, 2.4)
    for x in (36, 40, 44):
        s.oval(x, 42, 0.9, 0.6, GREY)


def plate(s: Sheet, c: Tone) -> None:
    for x, y in ((38, 40), (63, 60)):
        s.oval(x, y + 2, 30, 27, (214, 206, 192))
        s.oval(x, y, 30, 27, c.base)
        s.oval(x, y, 28.4, 25.5, CREAM)
        s.oval(x, y, 20, 18, (235, 227, 212))
        s.oval(x, y, 19, 17, CREAM)
    s.star(63, 60, 7, c.pale)


def skillet(s: Sheet, c: Tone) -> None:
    s.line([(62, 58), (93, 26)], INK, 6.5)
    s.oval(89.5, 29.5, 1.7, 1.7, CREAM)
    s.oval(42, 62, 33, 24, INK)
    s.oval(42, 60, 33, 24, c.base)
    s.oval(42, 60, 28, 19.6, c.deep)
    s.oval(40, 58, 23, 15, c.dark)
    s.oval(38, 60, 12, 8, CREAM)
    s.oval(45, 57, 8, 6, CREAM)
    s.oval(39, 59, 4.6, 3.8, (240, 182, 64))


def mug(s: Sheet, c: Tone) -> None:
    s.ring(72, 58, 14, 15, c.base, 5)
    s.box(22, 32, 70, 84, c.base, 6)
    s.box(57, 32, 70, 84, c.dark, 6)
    s.box(28, 42, 32, 74, c.light, 2)
    s.oval(46, 33, 24, 5.4, CREAM)
    s.oval(46, 33.6, 21.6, 4.2, (118, 82, 56))
    s.star(46, 60, 8.5, CREAM)
    s.oval(46, 60, 2.2, 2.2, c.base)
    for x, y in ((38, 24), (47, 21), (55, 25)):
        s.curve([(x, y), (x + 2.4, y - 4), (x, y - 8), (x + 2, y - 12)], CREAM, 1.3)


def flask(s: Sheet, c: Tone) -> None:
    s.box(35, 30, 65, 90, c.base, 5)
    s.box(56, 30, 65, 90, c.dark, 5)
    s.box(39, 38, 42.5, 80, c.light, 1.6)
    s.box(34, 28, 66, 34, METAL, 1.6)
    s.box(37, 8, 63, 29, c.deep, 4)
    s.box(37, 22, 63, 25, METAL, 0)
    s.box(34.5, 80, 65.5, 84, METAL, 0)
    s.star(50, 60, 5, CREAM)


def bottle(s: Sheet, c: Tone) -> None:
    s.blob(
        [(32, 88), (31, 46), (36, 34), (40, 28), (60, 28), (64, 34), (69, 46), (68, 88), (50, 91)], c.light
    )
    s.blob([(58, 28), (64, 34), (69, 46), (68, 88), (58, 90), (60, 52)], c.base)
    s.blob([(33, 60), (67, 60), (67.5, 88), (50, 90), (32.5, 88)], c.pale)
    s.box(37, 16, 63, 29, c.deep, 3)
    for step in range(8):
        s.line([(39.5 + step * 3, 17.5), (39.5 + step * 3, 27.5)], c.dark, 0.8)
    s.curve([(60, 27), (74, 24), (76, 36), (64, 40)], c.deep, 2.2)
    for y in range(46, 86, 7):
        s.line([(58, y), (64, y)], c.deep, 0.7)
    s.star(44, 54, 4, c.deep)
