"""Markup as a browser takes it: how its source is broken into lines does not matter."""

import re


def on_one_line(response) -> str:
    text = re.sub(r"\s+", " ", response.content.decode())
    return re.sub(r"(?<=>) (?=<)| (?=>)", "", text)
