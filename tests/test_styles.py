"""What the style sheets promise each other."""

import re
from collections import defaultdict
from pathlib import Path

SHEETS = Path(__file__).parent.parent.joinpath("assets", "css").rglob("*.css")
DEFINED = re.compile(r"^\.([a-z][a-z0-9-]*) \{$", re.MULTILINE)


def test_a_class_is_defined_in_one_sheet():
    """Two areas that mean different things by `.person` break each other's pages."""
    sheets = defaultdict(set)
    for sheet in SHEETS:
        for name in DEFINED.findall(sheet.read_text()):
            sheets[name].add(sheet.name)

    assert {name: names for name, names in sheets.items() if len(names) > 1} == {}
