"""The small things at the till."""

from commerce.demo.drawing.colours import CREAM, GREY, INK, METAL, SHINE, WHITE, WOOD, Tone
from commerce.demo.drawing.sheet import Sheet

RED = (196, 62, 56)


def compass(s: Sheet, c: Tone) -> None:
    s.curve([(26, 18), (16, 30), (22, 6), (44, 10)], c.base, 1.6)
    s.box(24, 14, 76, 90, (226, 236, 238), 5)
    s.box(26, 16, 74, 88, (238, 245, 246), 4)
    for step in range(15):
        s.line([(26.5, 22 + step * 2), (29.5 if step % 5 else 32, 22 + step * 2)], INK, 0.4)
    s.oval(50, 60, 23, 23, c.dark)
    s.oval(50, 60, 20, 20, CREAM)
    for x, y in ((50, 42), (50, 78), (32, 60), (68, 60)):
        s.oval(x, y, 1, 1, INK)
    s.shape([(50, 44), (54, 60), (46, 60)], RED)
    s.shape([(50, 76), (54, 60), (46, 60)], INK)
    s.oval(50, 60, 2, 2, METAL)
    s.shape([(50, 20), (54, 30), (46, 30)], c.base)


def poles(s: Sheet, c: Tone) -> None:
    for top, foot in ((30, 64), (66, 36)):
        lean = (foot - top) / 78
        s.line([(top, 12), (foot, 90)], METAL, 1.5)
        s.line([(top + lean * 20, 32), (top + lean * 52, 64)], c.base, 2.1)
        s.line([(top, 10), (top + lean * 14, 24)], WOOD, 4.4)
        s.line([(top, 9), (top + lean * 3, 12)], INK, 4.8)
        s.curve([(top, 12), (top - 9, 20), (top - 4, 30), (top + lean * 10, 22)], c.deep, 1.4)
        s.oval(foot - lean * 6, 84, 5, 1.9, INK)
        s.box(top + lean * 36 - 1.6, 46, top + lean * 36 + 2.4, 51, INK, 0.8)


def towel(s: Sheet, c: Tone) -> None:
    s.box(16, 60, 84, 82, c.dark, 8)
    s.box(18, 48, 82, 68, c.base, 8)
    s.box(20, 36, 80, 55, c.light, 8)
    for y in (51.5, 64):
        s.line([(22, y), (80, y)], c.deep, 0.7)
    s.box(24, 36, 29, 82, CREAM, 0)
    s.box(64, 40, 76, 50, CREAM, 1)
    s.star(70, 45, 3.2, c.base)
    s.curve([(82, 58), (90, 50), (84, 46)], INK, 1.2)


def pouch(s: Sheet, c: Tone) -> None:
    s.curve([(72, 26), (82, 18), (88, 28), (80, 34)], INK, 1.5)
    s.box(16, 28, 84, 80, c.base, 8)
    s.box(16, 62, 84, 80, c.dark, 8)
    s.line([(19, 38), (81, 38)], INK, 1.3)
    s.box(73, 36, 77, 45, METAL, 1)
    s.box(38, 46, 62, 70, CREAM, 4)
    s.box(47.4, 50, 52.6, 66, c.deep, 0.6)
    s.box(42, 55.4, 58, 60.6, c.deep, 0.6)


def notebook(s: Sheet, c: Tone) -> None:
    s.shape([(30, 18), (78, 14), (82, 82), (34, 88)], (224, 216, 200))
    s.shape([(26, 16), (74, 12), (78, 80), (30, 86)], c.base)
    s.shape([(26, 16), (34, 15.3), (38, 85), (30, 86)], c.dark)
    s.line([(68, 12.5), (72, 80.8)], c.deep, 1.5)
    s.shape([(43, 34), (63, 32.3), (64, 46), (44, 47.7)], CREAM)
    s.star(53.5, 40, 4, c.dark)
    s.line([(84, 28), (90, 76)], (226, 176, 70), 2.4)
    s.shape([(89, 75), (91.4, 74.7), (91, 80)], INK)


def tin(s: Sheet, c: Tone) -> None:
    s.blob([(14, 56), (14, 72), (28, 82), (50, 85), (72, 82), (86, 72), (86, 56)], METAL)
    s.oval(50, 56, 36, 17, GREY)
    s.oval(50, 53, 36, 17, SHINE)
    s.oval(50, 53, 32.5, 14.6, c.base)
    s.oval(50, 53, 24, 10.4, CREAM)
    s.star(50, 53, 7, c.dark)
    s.line([(14.5, 64), (20, 72)], SHINE, 1.4)


def jug(s: Sheet, c: Tone) -> None:
    s.box(40, 10, 58, 22, c.deep, 2.4)
    s.blob([(42, 22), (56, 22), (70, 34), (73, 60), (72, 88), (50, 90), (28, 88), (27, 60), (30, 38)], c.base)
    s.blob([(60, 26), (70, 34), (73, 60), (72, 88), (60, 90), (63, 58)], c.dark)
    s.blob([(56, 32), (65, 38), (66, 50), (60, 48), (57, 40)], c.pale)
    s.box(33, 54, 61, 80, WHITE, 2.4)
    s.star(47, 62, 5, c.base)
    for y in (71, 75):
        s.box(38, y - 1, 56, y + 0.6, c.pale, 0.6)


def card(s: Sheet, c: Tone) -> None:
    s.shape([(20, 34), (86, 24), (92, 64), (26, 74)], c.dark)
    s.shape([(10, 40), (78, 34), (82, 74), (14, 80)], c.base)
    s.shape([(10, 58), (80, 52), (80.6, 57), (10.6, 63)], c.light)
    s.shape([(40, 37.4), (46, 36.9), (50, 76.9), (44, 77.4)], c.light)
    s.blob([(44, 59), (34, 48), (30, 56), (40, 61)], CREAM)
    s.blob([(45, 59), (56, 46), (60, 54), (49, 61)], CREAM)
    s.oval(44.8, 59.4, 3, 3, CREAM)
    s.star(68, 46, 5, CREAM)
