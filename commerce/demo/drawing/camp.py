"""Tents, and what stands and hangs around them."""

from commerce.demo.drawing.colours import CREAM, GLOW, GREY, INK, METAL, SHINE, WOOD, Tone
from commerce.demo.drawing.sheet import Sheet


def tent(s: Sheet, c: Tone) -> None:
    s.shape([(12, 80), (44, 24), (62, 22), (90, 80)], c.base)
    s.shape([(44, 24), (62, 22), (90, 80), (66, 80)], c.dark)
    s.shape([(44, 24), (26, 80), (58, 80)], c.light)
    s.shape([(44, 27), (36, 80), (50, 80)], c.deep)
    s.blob([(44, 27), (36, 80), (31, 79), (38, 52)], c.pale)
    s.line([(44, 24), (62, 22)], INK, 1)
    for points in ([(44, 24), (12, 80)], [(44, 24), (58, 80)], [(62, 22), (90, 80)]):
        s.line(points, CREAM, 0.8)
    for x, y, far in ((12, 80, 5), (90, 80, 95), (66, 80, 70)):
        s.line([(x, y), (far, 84)], GREY, 0.6)
        s.line([(far, 81.5), (far + 0.8, 86)], INK, 0.9)
    s.star(70, 52, 3.6, CREAM)


def dome(s: Sheet, c: Tone) -> None:
    s.blob([(8, 78), (14, 50), (30, 30), (52, 24), (74, 31), (88, 52), (93, 78), (50, 82)], c.base)
    s.blob([(56, 24), (74, 31), (88, 52), (93, 78), (68, 80), (70, 50)], c.dark)
    s.blob([(34, 79), (36, 56), (45, 44), (55, 56), (57, 79), (45, 80)], c.deep)
    s.blob([(34, 79), (36, 56), (45, 44), (41, 60), (40, 79)], c.pale)
    for points in ([(8, 78), (34, 34), (70, 50), (68, 80)], [(52, 24), (28, 44), (18, 79)]):
        s.curve(points, CREAM, 1)
    s.blob([(75, 58), (81, 56), (85, 64), (78, 66)], GLOW)
    for x in (6, 95):
        s.line([(x, 77), (x + (3 if x > 50 else -3), 84)], INK, 0.9)


def tarp(s: Sheet, c: Tone) -> None:
    for x in (14, 86):
        s.box(x - 2.4, 12, x + 2.4, 86, WOOD, 1)
        s.box(x - 2.4, 12, x - 0.6, 86, (168, 126, 82), 1)
    s.line([(14, 30), (86, 30)], CREAM, 0.9)
    s.shape([(20, 30), (80, 30), (92, 62), (8, 62)], c.base)
    s.shape([(50, 30), (80, 30), (92, 62), (50, 62)], c.dark)
    for step in range(9):
        s.oval(11 + step * 9.7, 61, 0.9, 0.9, CREAM)
    for x, far in ((8, 3), (92, 97)):
        s.line([(x, 62), (far, 84)], GREY, 0.7)
    s.line([(50, 30), (50, 62)], CREAM, 0.8)


def sleeping_bag(s: Sheet, c: Tone) -> None:
    s.blob([(30, 16), (50, 9), (70, 16), (76, 34), (71, 62), (64, 86), (50, 90), (36, 86), (29, 62),
            (24, 34)], c.base)  # fmt: skip
    s.blob([(50, 9), (70, 16), (76, 34), (71, 62), (64, 86), (50, 90), (53, 60), (56, 34)], c.dark)
    s.blob([(36, 24), (50, 16), (64, 24), (60, 36), (50, 39), (40, 36)], c.deep)
    s.blob([(40, 26), (50, 20), (60, 26), (57, 34), (50, 36), (43, 34)], c.pale)
    for y in (46, 55, 64, 73, 81):
        reach = 25 - (y - 40) * 0.27
        s.curve([(50 - reach, y), (50, y + 2.2), (50 + reach, y)], c.deep, 0.9)
    s.line([(57, 37), (61, 62)], METAL, 1)
    s.star(41, 50, 2.8, CREAM)


def mat(s: Sheet, c: Tone) -> None:
    s.shape([(14, 70), (64, 52), (92, 62), (40, 84)], c.base)
    for step in range(6):
        x, y = 14 + step * 8.4, 70 - step * 3
        s.line([(x + 1, y), (x + 27, y + 13.4)], c.dark, 1)
    s.shape([(14, 70), (40, 84), (40, 88), (14, 74)], c.deep)
    s.shape([(40, 84), (92, 62), (92, 66), (40, 88)], c.dark)
    s.blob([(26, 34), (64, 22), (68, 25), (69, 38), (66, 44), (30, 56), (25, 52), (23, 40)], c.base)
    s.oval(27, 45, 6, 11, c.light)
    s.ring(27, 45, 4, 8, c.dark, 0.8)
    s.ring(27, 45, 1.8, 4, c.dark, 0.8)
    for x in (40, 55):
        s.line([(x, 31.5 - (x - 40) * 0.3), (x + 3, 52 - (x - 40) * 0.3)], INK, 2)


def headlamp(s: Sheet, c: Tone) -> None:
    s.ring(50, 52, 36, 30, c.dark, 6)
    s.ring(50, 52, 33, 27, c.light, 0.8)
    s.blob([(18, 44), (34, 24), (50, 20), (66, 24), (82, 44), (70, 34), (50, 29), (30, 34)], c.deep)
    s.box(33, 54, 67, 86, INK, 6)
    s.box(35, 56, 65, 84, c.base, 5)
    s.oval(50, 68, 11, 11, INK)
    s.oval(50, 68, 9.4, 9.4, SHINE)
    s.oval(50, 68, 6.4, 6.4, GLOW)
    s.oval(47, 65, 2, 2, CREAM)
    s.box(45, 80.4, 55, 82.6, c.deep, 1)


def lantern(s: Sheet, c: Tone) -> None:
    s.curve([(33, 36), (32, 18), (50, 9), (68, 18), (67, 36)], METAL, 1.7)
    s.blob([(30, 40), (38, 28), (50, 25), (62, 28), (70, 40)], c.base)
    s.box(29, 37, 71, 42, c.dark, 2)
    s.box(33, 42, 67, 72, (255, 240, 205), 3)
    s.oval(50, 58, 11, 13, GLOW)
    s.oval(50, 60, 5, 8, (255, 244, 214))
    for x in (33.5, 50, 66.5):
        s.line([(x, 42), (x, 72)], METAL, 1.2)
    s.box(27, 70, 73, 85, c.base, 4)
    s.box(27, 79, 73, 86, c.dark, 3)
    s.oval(50, 76, 3, 3, CREAM)


def lights(s: Sheet, c: Tone) -> None:
    s.curve([(4, 22), (26, 36), (50, 40), (74, 36), (96, 22)], INK, 0.9)
    s.curve([(4, 50), (26, 60), (50, 62), (74, 58), (96, 46)], INK, 0.9)
    for x, y in (
        (14, 29.5),
        (30, 37.5),
        (46, 40),
        (62, 39),
        (78, 34),
        (20, 58),
        (38, 61.5),
        (56, 62),
        (74, 58),
    ):
        s.box(x - 1.4, y - 0.5, x + 1.4, y + 3, INK, 0.5)
        s.blob([(x - 3.4, y + 7), (x - 1.4, y + 3), (x + 1.4, y + 3), (x + 3.4, y + 7), (x, y + 11)], GLOW)
        s.oval(x - 1, y + 6, 0.9, 1.4, CREAM)
    s.box(34, 76, 66, 90, c.base, 6)
    s.box(34, 82, 66, 90, c.dark, 5)
    s.oval(50, 83, 3, 3, CREAM)


def chair(s: Sheet, c: Tone) -> None:
    for points in ([(27, 52), (70, 88)], [(73, 52), (30, 88)], [(27, 88), (36, 60)], [(73, 88), (64, 60)]):
        s.line(points, INK, 1.8)
    s.blob([(28, 16), (50, 19), (72, 16), (75, 50), (50, 55), (25, 50)], c.base)
    s.blob([(25, 50), (50, 54), (75, 50), (80, 62), (50, 69), (20, 62)], c.dark)
    s.box(36, 22, 64, 30, c.light, 2)
    s.star(50, 40, 5, c.pale)
    s.line([(25, 50), (18, 47)], INK, 1.8)
    s.line([(75, 50), (82, 47)], INK, 1.8)


def table(s: Sheet, c: Tone) -> None:
    for points in ([(24, 50), (70, 86)], [(76, 50), (30, 86)], [(16, 50), (14, 86)], [(84, 50), (86, 86)]):
        s.line(points, INK, 1.7)
    s.shape([(18, 36), (82, 36), (94, 50), (6, 50)], WOOD)
    for step in range(7):
        s.line([(18 + step * 10.7, 36), (6 + step * 14.7, 50)], (158, 116, 74), 0.8)
    s.box(5.5, 49, 94.5, 53, (168, 126, 82), 1)
    s.box(62, 26, 70, 39, c.base, 1.4)
    s.oval(66, 26.4, 4, 1.4, c.deep)


def hammock(s: Sheet, c: Tone) -> None:
    for x in (9, 91):
        s.box(x - 3.4, 8, x + 3.4, 88, WOOD, 1)
        s.box(x - 3.4, 8, x - 1, 88, (168, 126, 82), 1)
        s.box(x - 3.8, 24, x + 3.8, 28, c.deep, 0.8)
    s.line([(12, 26), (24, 40)], INK, 1)
    s.line([(88, 26), (76, 40)], INK, 1)
    s.blob([(22, 38), (36, 58), (50, 63), (64, 58), (78, 38), (70, 66), (50, 76), (30, 66)], c.base)
    s.blob([(22, 38), (36, 58), (50, 63), (64, 58), (78, 38), (64, 52), (50, 56), (36, 52)], c.deep)
    s.curve([(26, 50), (36, 64), (50, 70), (64, 64), (74, 50)], CREAM, 1.2)
    s.curve([(28, 58), (38, 68), (50, 73), (62, 68), (72, 58)], c.light, 1.2)
