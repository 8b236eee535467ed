"""What goes on feet."""

from commerce.demo.drawing.colours import CREAM, INK, METAL, SOLE, Tone
from commerce.demo.drawing.sheet import Sheet


def boot(s: Sheet, c: Tone) -> None:
    s.blob([(31, 20), (53, 19), (55, 34), (57, 48), (68, 55), (82, 60), (87, 69), (86, 78), (28, 78),
            (27, 60), (32, 42)], c.base)  # fmt: skip
    s.blob([(31, 20), (42, 20), (40, 45), (38, 62), (40, 78), (28, 78), (27, 60), (32, 42)], c.dark)
    s.blob([(66, 64), (76, 60), (84, 63), (88, 72), (86, 79), (64, 79)], c.deep)
    s.box(25, 76, 88.5, 84, SOLE, 2.5)
    for left in range(27, 86, 7):
        s.box(left, 82, left + 4.4, 86.5, SOLE, 1)
    s.line([(26, 77), (87, 77)], CREAM, 0.9)
    s.blob([(46, 20), (54, 19), (56, 36), (59, 50), (68, 57), (60, 59), (50, 48)], c.light)
    for step in range(5):
        x, y = 47 + step * 2.4 + step * step * 0.35, 25 + step * 7
        s.line([(x, y), (x + 8.5, y - 1.2)], CREAM, 1.3)
        s.oval(x, y, 1, 1, METAL)
    s.box(29, 17, 54, 23.5, c.deep, 3)
    s.curve([(30, 24), (25, 20), (29, 15), (34, 18)], c.deep, 1.5)


def shoe(s: Sheet, c: Tone) -> None:
    s.blob([(16, 58), (20, 45), (30, 46), (40, 40), (50, 42), (62, 53), (78, 58), (88, 64), (88, 72),
            (15, 72)], c.base)  # fmt: skip
    s.blob([(16, 58), (20, 45), (29, 46), (34, 56), (30, 72), (15, 72)], c.dark)
    s.blob([(70, 59), (80, 59), (89, 65), (88, 73), (66, 73)], c.deep)
    s.blob([(33, 47), (41, 40), (50, 42), (62, 53), (54, 57), (42, 50)], c.light)
    s.curve([(36, 70), (46, 60), (58, 66), (68, 62)], CREAM, 2)
    for step in range(4):
        s.line([(42 + step * 4.6, 46 + step * 3.4), (48 + step * 4.6, 42.5 + step * 3.4)], CREAM, 1.3)
    s.blob([(13, 70), (40, 72), (70, 71), (91, 69), (90, 77), (60, 79), (20, 79), (12, 76)], CREAM)
    s.box(13, 77, 89, 81.5, SOLE, 2)
    for left in range(15, 86, 6):
        s.shape([(left, 80.5), (left + 4, 80.5), (left + 2.6, 84.5), (left + 0.6, 84.5)], SOLE)
    s.curve([(20, 46), (17, 40), (23, 40), (27, 46)], c.deep, 1.4)


def sandal(s: Sheet, c: Tone) -> None:
    s.blob([(14, 70), (40, 66), (66, 70), (88, 68), (90, 75), (60, 79), (16, 79)], CREAM)
    s.blob([(12, 75), (40, 74), (70, 76), (91, 73), (90, 83), (60, 85), (14, 84)], SOLE)
    for points in (
        [(22, 72), (27, 50), (40, 44), (48, 62), (52, 73)],
        [(60, 74), (64, 58), (76, 56), (84, 70)],
    ):
        s.curve(points, c.base, 6.5)
        s.curve(points, c.light, 1.2)
    s.curve([(27, 52), (40, 60), (56, 62), (66, 60)], c.dark, 5)
    s.box(36, 44, 43, 51, METAL, 1.4)
    s.box(38, 46, 41, 49, c.deep, 0.5)


def sock(s: Sheet, c: Tone) -> None:
    for left, shade, rib in ((14, c.dark, c.deep), (0, c.base, c.dark)):
        s.blob([(34 + left, 16), (55 + left, 16), (55 + left, 50), (62 + left, 62), (76 + left * 0.6, 70),
                (76 + left * 0.6, 82), (60 + left, 84), (42 + left, 78), (34 + left, 62)], shade)  # fmt: skip
        s.box(32.5 + left, 13, 56.5 + left, 26, rib, 2.5)
        for step in range(6):
            s.line([(35.5 + left + step * 3.7, 14.5), (35.5 + left + step * 3.7, 24.5)], shade, 0.8)
    s.blob([(34, 60), (44, 61), (50, 68), (48, 78), (42, 78), (34, 64)], c.pale)
    s.blob([(66, 66), (76, 70), (77, 82), (66, 84), (62, 76)], c.pale)
    for y in (33, 37, 45):
        s.line([(34.6, y), (54.6, y)], CREAM if y != 37 else c.pale, 1.8)
    s.line([(56, 40), (56, 48)], INK, 0.1)
