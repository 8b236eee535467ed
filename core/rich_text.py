"""Text with some formatting, as people write it in the browser and as others read it.

It is HTML of a few harmless tags. What comes in is cleaned before it is kept, what is kept is cleaned
again before it is shown, and the same words without any formatting go along for search and for programs.
A mention is `<span data-mention="id">@Name</span>`.
"""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import nh3
from django.utils.html import escape

HEADINGS = {"h1", "h2", "h3"}
TAGS = {"p", "br", "strong", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "span", "hr"} | HEADINGS
ATTRIBUTES = {"a": {"href"}, "span": {"data-mention"}}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = {"p", "ul", "ol", "blockquote", "hr"} | HEADINGS
# Only of what was cleaned: there it is always written in this one way.
_MENTION = re.compile(r'<span data-mention="([^"<>]*)">([^<>]*)</span>')
_ODD_MENTION = re.compile(r'<span data-mention="[^"]*">(?![^<>]*</span>)')
_NOTHING = re.compile(r"(?:\s*<p>(?:\s|<br>|&nbsp;)*</p>\s*)+\Z")
Named = Callable[[str], str | None]


def cleaned(html: str) -> str:
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )


def tidied(html: str) -> str:
    """Cleaned, and without the empty lines that an editor leaves at the end."""
    return _NOTHING.sub("", cleaned(html)).strip()


def mentioned(html: str) -> list[str]:
    """The ids in cleaned HTML, each once, in their order."""
    return list(dict.fromkeys(match[1] for match in _MENTION.finditer(html)))


def with_names(html: str, name_of: Named) -> str:
    """Each mention of cleaned HTML says the name that belongs to its id; one of nobody is plain text."""

    def named(match: re.Match[str]) -> str:
        name = name_of(match[1])
        return f'<span data-mention="{match[1]}">@{escape(name)}</span>' if name else match[2]

    return _MENTION.sub(named, _ODD_MENTION.sub("<span>", html))


def of_plain(text: str) -> str:
    """Plain text as HTML: a paragraph for each, its lines kept."""
    parts = [part for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) if part]
    return "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in parts)


def plain(html: str) -> str:
    """The words alone, with line breaks where the formatting has them."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", "".join(reader.words))).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.lists: list[int | None] = []  # the number of the last item; None in a list without numbers

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "br":
            self.words.append("\n")
        elif tag == "hr":
            self.words.append("\n---\n")
        elif tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self.words.append(f"\n{'  ' * (len(self.lists) - 1)}{self._bullet()} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag in BLOCKS:
            self.words.append(" " if self.lists else "\n\n")

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\xa0", " "))

    def _bullet(self) -> str:
        if not self.lists or self.lists[-1] is None:
            return "-"
        self.lists[-1] += 1
        return f"{self.lists[-1]}."
