"""What the strict Content-Security-Policy forbids never enters a template."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Mails have no policy of ours and need their styles inline.
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if not {"email", "emails"} & set(path.parts)]
WIDEST_LINE = 160
BANNED = {
    "a style attribute": r"\sstyle\s*=",
    "a style element": r"<style\b",
    "an event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "an inline script": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)",
    "hx-on, which needs eval": r"\bhx-on\b",
    "hx-boost, which brings back the bugs of single-page apps": r"\bhx-boost\b",
    "js: values, which need eval": r"hx-(?:vals|headers|confirm)[^=]*=\s*[\"']js(?:on)?:",
    "an event filter, which needs eval": r"hx-trigger\s*=\s*[\"'][^\"']*\[",
    "htmx's own script tag": r"htmx_script",
    "a script from elsewhere": r"<(?:script|link|img)[^>]+(?:src|href)=[\"']https?:",
}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_template_keeps_to_the_policy(path):
    source = path.read_text()
    found = [what for what, pattern in BANNED.items() if re.search(pattern, source)]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_change_of_a_template_can_be_read_line_by_line(path):
    lines = enumerate(path.read_text().splitlines(), start=1)
    assert not [f"line {number}" for number, line in lines if len(line) > WIDEST_LINE]


@pytest.mark.parametrize("path", [p for p in PAGES if p.parent.name == "components"], ids=name)
def test_a_component_opens_with_its_context(path):
    assert re.match(r"\{#.*Context:.*#\}|\{% comment %\}[\s\S]*Context:", path.read_text())


@pytest.mark.parametrize("what", ["js: values, which need eval", "an event attribute", "an inline script"])
def test_the_bans_catch_what_they_name(what):
    bad = {
        "js: values, which need eval": """<a hx-vals='js:{a: 1}'>""",
        "an event attribute": """<a onclick="go()">""",
        "an inline script": "<script>go()</script>",
    }
    assert re.search(BANNED[what], bad[what])
