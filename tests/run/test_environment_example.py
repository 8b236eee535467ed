"""`.env.example` is the list of settings: nothing missing, nothing invented."""

import ast
import re
from pathlib import Path

from crm.embedded import ROOT

EXAMPLE = (ROOT / ".env.example").read_text()
NAME = re.compile(r"^(?:# )?([A-Z][A-Z0-9_]+)=", re.MULTILINE)
# Read by programs around ours, or by make itself.
OF_OTHERS = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "BIND_ADDRESS", "CHROMIUM_PATH"}
NOT_SETTINGS = {"DJANGO_SETTINGS_MODULE", "MAKELEVEL", "NO_COLOR", "PYTHONWARNINGS", "PATH"}


def names_read(path: Path) -> set[str]:
    """First words of env.…("NAME") and os.environ calls."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if re.match(r"(env|os\.environ)\.\w+$", called):
                found.add(node.args[0].value)
    return found


def all_read() -> set[str]:
    files = [*ROOT.glob("crm/*.py"), *ROOT.glob("crm/supervisor/*.py")]
    return set().union(*(names_read(path) for path in files)) - NOT_SETTINGS


def test_every_name_that_is_read_stands_in_the_example():
    assert all_read() - set(NAME.findall(EXAMPLE)) == set()


def test_every_name_of_the_example_is_read():
    assert set(NAME.findall(EXAMPLE)) - all_read() == OF_OTHERS


def test_every_name_is_explained():
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if NAME.match(line):
            above = next(text for text in reversed(lines[:number]) if not NAME.match(text))
            assert above.startswith("# "), line


def test_the_example_holds_no_secret():
    for line in EXAMPLE.splitlines():
        name, _, value = line.partition("=")
        if re.search(r"(KEY|KEYS|PASSWORD|KEY_ID|ACCESS_KEY)$", name):
            assert value == "", line
