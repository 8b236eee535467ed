"""Packs and bags."""

from commerce.demo.drawing.colours import CREAM, INK, METAL, Tone
from commerce.demo.drawing.sheet import Sheet


def backpack(s: Sheet, c: Tone) -> None:
    for x in (22, 78):
        s.curve([(x, 30), (x + (-8 if x < 50 else 8), 52), (x, 78)], INK, 3)
    s.box(30, 80, 70, 92, c.pale, 5)
    s.line([(40, 79), (40, 93)], INK, 1.2)
    s.line([(60, 79), (60, 93)], INK, 1.2)
    s.blob([(27, 28), (50, 23), (73, 28), (77, 56), (74, 83), (50, 86), (26, 83), (23, 56)], c.base)
    s.blob([(62, 26), (73, 28), (77, 56), (74, 83), (63, 85), (66, 56)], c.dark)
    s.box(32, 50, 68, 80, c.light, 4)
    s.box(32, 50, 68, 60, c.dark, 4)
    s.line([(36, 60), (64, 60)], METAL, 1)
    s.blob([(26, 30), (30, 16), (50, 11), (70, 16), (74, 30), (50, 35)], c.deep)
    s.box(36, 19, 64, 27, c.dark, 2)
    for x in (40, 60):
        s.line([(x, 30), (x, 49)], INK, 1.8)
        s.box(x - 2, 42, x + 2, 46, METAL, 0.7)
    s.curve([(43, 13), (50, 5), (57, 13)], INK, 2)
    s.star(50, 70, 4.4, CREAM)
    for x, y in ((25, 62), (75, 62)):
        s.box(x - 3, y - 2, x + 3, y + 16, c.deep, 2)


def daypack(s: Sheet, c: Tone) -> None:
    for x in (27, 73):
        s.curve([(x, 34), (x + (-9 if x < 50 else 9), 56), (x, 80)], c.deep, 3)
    s.curve([(42, 18), (50, 8), (58, 18)], c.deep, 2.6)
    s.blob([(28, 86), (26, 50), (31, 26), (50, 16), (69, 26), (74, 50), (72, 86), (50, 88)], c.base)
    s.blob([(60, 19), (69, 26), (74, 50), (72, 86), (61, 88), (65, 52)], c.dark)
    s.curve([(32, 42), (34, 28), (50, 21), (66, 28), (68, 42)], INK, 1.1)
    s.box(33, 54, 67, 80, c.light, 5)
    s.line([(35, 60), (65, 60)], INK, 1.1)
    s.box(59, 59, 62, 65, METAL, 0.8)
    s.box(44, 36, 56, 46, (178, 128, 84), 1.4)
    s.star(50, 41, 3, CREAM)


def tote(s: Sheet, c: Tone) -> None:
    s.curve([(35, 42), (36, 16), (50, 9), (64, 16), (65, 42)], c.deep, 3)
    s.shape([(24, 38), (76, 38), (80, 88), (20, 88)], c.base)
    s.shape([(66, 38), (76, 38), (80, 88), (68, 88)], c.dark)
    s.line([(24, 41.5), (76, 41.5)], c.dark, 1)
    s.star(48, 63, 12, c.deep)
    s.oval(48, 63, 3.4, 3.4, CREAM)
    for x in (35, 65):
        s.box(x - 2.6, 37, x + 2.6, 47, c.deep, 0.8)


def duffel(s: Sheet, c: Tone) -> None:
    s.curve([(32, 44), (36, 24), (50, 18), (64, 24), (68, 44)], INK, 3)
    s.blob([(10, 62), (13, 42), (24, 36), (50, 35), (76, 36), (87, 42), (90, 62), (86, 80), (50, 83),
            (14, 80)], c.base)  # fmt: skip
    s.blob([(10, 62), (13, 42), (22, 37), (20, 60), (22, 81), (14, 80)], c.dark)
    s.blob([(90, 62), (87, 42), (78, 37), (80, 60), (78, 81), (86, 80)], c.dark)
    s.curve([(20, 42), (50, 40), (80, 42)], INK, 1.2)
    for x in (32, 68):
        s.line([(x, 37), (x, 82)], INK, 3.2)
        s.box(x - 3, 56, x + 3, 61, METAL, 1)
    s.box(41, 53, 59, 68, c.light, 2)
    s.star(50, 60.5, 4.4, CREAM)


def cubes(s: Sheet, c: Tone) -> None:
    for left, top, right, bottom, shade in (
        (12, 52, 62, 86, c.base), (52, 44, 90, 74, c.dark), (22, 22, 58, 48, c.light),
    ):  # fmt: skip
        s.box(left, top, right, bottom, shade, 4)
        s.box(left + 4, top + 9, right - 4, bottom - 4, c.pale, 2.5)
        for x in range(int(left) + 7, int(right) - 4, 4):
            s.line([(x, top + 10), (x, bottom - 5)], shade, 0.4)
        s.line([(left + 3, top + 4.5), (right - 3, top + 4.5)], INK, 1)
        s.box(right - 9, top + 3, right - 5, top + 8, METAL, 0.8)
