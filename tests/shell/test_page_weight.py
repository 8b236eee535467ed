"""What an ordinary page of ours costs to load the first time; charts and editors come only where they are."""

import gzip
import re

from crm.embedded import ROOT

DIST = ROOT / "static/dist"
LIMIT = 60 * 1024


def test_styles_and_scripts_of_a_page_stay_light():
    files = {"app.css", "app.js", "theme.js"} | shared_chunks((DIST / "app.js").read_text())
    weight = sum(len(gzip.compress((DIST / name).read_bytes(), 9)) for name in files)
    print(f"page weight: {weight / 1024:.1f} kB of {LIMIT // 1024}")  # noqa: T201
    assert weight <= LIMIT


def shared_chunks(script: str) -> set[str]:
    """Chunks the entry needs at once; those it may fetch later are named in import()."""
    return {f"chunks/{name}" for name in re.findall(r"(?<!import\()[\"']\./chunks/([\w-]+\.js)[\"']", script)}
