"""Hats and gloves."""

from commerce.demo.drawing.colours import CREAM, INK, Tone
from commerce.demo.drawing.sheet import Sheet


def beanie(s: Sheet, c: Tone) -> None:
    s.blob([(25, 66), (26, 40), (38, 24), (50, 21), (62, 24), (74, 40), (75, 66), (50, 68)], c.base)
    for step in range(7):
        x = 29 + step * 7
        s.curve([(x, 64), (50 + (x - 50) * 0.92, 44), (50 + (x - 50) * 0.3, 24)], c.dark, 1)
    s.box(22, 58, 78, 78, c.light, 5)
    for step in range(14):
        s.line([(25 + step * 3.9, 60.5), (25 + step * 3.9, 75.5)], c.base, 1)
    s.box(58, 63, 68, 73, CREAM, 1)
    s.star(63, 68, 3, c.dark)


def bobble(s: Sheet, c: Tone) -> None:
    beanie(s, c)
    for step in range(5):
        s.line([(32 + step * 8, 50), (36 + step * 8, 44), (40 + step * 8, 50)], CREAM, 1.5)
    s.oval(50, 15, 11, 10.5, CREAM)
    for step in range(60):
        x, y = 41.5 + step * 29 % 17, 7 + step * 13 % 17
        s.line(
            [(x, y), (x + 1.6, y + (1.2 if step % 2 else -1.2))], c.pale if step % 3 else (232, 224, 208), 0.8
        )


def cap(s: Sheet, c: Tone) -> None:
    s.blob([(22, 60), (24, 42), (36, 30), (50, 28), (64, 33), (72, 46), (74, 60), (48, 63)], c.base)
    s.blob([(50, 28), (64, 33), (72, 46), (74, 60), (60, 62), (58, 44)], c.dark)
    s.curve([(49, 29), (46, 45), (47, 62)], c.deep, 0.9)
    s.blob([(56, 58), (74, 57), (92, 64), (94, 71), (76, 69), (54, 66)], c.deep)
    s.curve([(58, 61), (76, 61), (91, 68)], c.base, 0.8)
    s.oval(49.5, 28, 2.6, 1.7, c.deep)
    s.star(38, 49, 4, CREAM)


def mitten(s: Sheet, c: Tone) -> None:
    for left, shade, cuff in ((19, c.dark, c.deep), (0, c.base, c.dark)):
        s.blob([(28 + left, 66), (27 + left, 40), (31 + left, 24), (41 + left, 17), (52 + left, 24),
                (55 + left, 42), (53 + left, 66)], shade)  # fmt: skip
        s.blob([(29 + left, 58), (20 + left, 50), (16 + left, 40), (21 + left, 36), (30 + left, 44)], shade)
        s.box(26 + left, 62, 55 + left, 82, cuff, 3)
        s.box(25 + left, 78, 56 + left, 84, CREAM, 3)
    s.line([(27, 69), (54, 69)], CREAM, 1.6)
    s.curve([(31, 57), (30, 48), (33, 42)], c.deep, 0.8)


def glove(s: Sheet, c: Tone) -> None:
    s.line([(27, 45), (40, 62)], c.dark, 8)
    for x, top in ((40.5, 24), (48.5, 14), (56.5, 15), (64.5, 25)):
        s.line([(x, top), (x, 58)], c.base, 7)
        s.line([(x - 2.6, top + 4), (x - 2.6, 50)], c.light, 0.8)
    s.blob([(37, 46), (52, 43), (68, 46), (68, 72), (39, 72)], c.base)
    s.blob([(60, 45), (68, 46), (68, 72), (58, 72)], c.dark)
    for x, top in ((40.5, 21.5), (48.5, 11.5)):
        s.line([(x, top + 1.6), (x, top + 3.6)], INK, 5)
    s.box(37, 68, 69.5, 88, c.dark, 3)
    for step in range(9):
        s.line([(40 + step * 3.4, 70.5), (40 + step * 3.4, 86)], c.deep, 0.8)
    s.star(52, 58, 3.4, CREAM)
