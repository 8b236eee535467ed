"""A real browser: the Chromium of package-lock.json, driven by Playwright, with axe at hand."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from playwright.sync_api import Page, expect

from crm.embedded import ROOT

PACKAGE = ROOT / "node_modules/@sparticuz/chromium"
SHOTS = ROOT / ".screenshots"
# Not the package's own flags: they switch the web's security off.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDEST = """[...document.querySelectorAll("body *")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
THEMES = ("light", "dark")
LEFT_EARLY = "Transition was skipped"  # Chromium's word for a page left before its fade had ended
WIDTHS = (1440, 390)


def chromium() -> Path:
    """Unpacked once per version: the package would take any `chromium` it finds, however old."""
    if given := os.environ.get("CHROMIUM_PATH"):
        return Path(given)
    version = json.loads((PACKAGE / "package.json").read_text())["version"]
    folder = ROOT / ".data" / "chromium" / version
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / "chromium").exists():
        return folder / "chromium"
    script = "import('@sparticuz/chromium').then(async m => console.log(await m.default.executablePath()))"
    # The Lambda name makes it unpack libnss3 and its like too, for machines without them.
    env = {**os.environ, "TMPDIR": str(folder), "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}
    found = subprocess.check_output(["node", "-e", script], cwd=ROOT, env=env, text=True)
    return Path(found.strip())


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    program = chromium()
    libraries = f"{program.parent / 'al2023/lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}"
    return {
        **browser_type_launch_args,
        "executable_path": str(program),
        "args": FLAGS,
        "env": {**os.environ, "LD_LIBRARY_PATH": libraries},
    }


@pytest.fixture
def browser_context_args(browser_context_args, request):
    """Reduced motion keeps pictures still; the `look` fixture chooses theme and width."""
    theme, width = getattr(request, "param", None) or ("light", 1440)
    return {
        **browser_context_args,
        "viewport": {"width": width, "height": 900 if width > 767 else 844},
        "color_scheme": theme,
        "reduced_motion": "reduce",
        "has_touch": width < 768,
        "locale": "en-GB",
        "service_workers": "block",  # it would ask on its own beside the test; its own test lets it in
    }


@pytest.fixture(params=[(t, w) for t in THEMES for w in WIDTHS], ids=lambda p: f"{p[0]}-{p[1]}")
def look(request, page: Page):
    """Run the test once per theme and width; the value names the picture."""
    theme, width = request.param
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": width, "height": 900 if width > 767 else 844})
    return f"{theme}-{width}"


@pytest.fixture
def enter(page: Page, live_server, client):
    """Sign the browser in as one of the cast: `enter(owner)`, or `enter(owner, "/customers")`."""

    def go(member, path="/"):
        cookie = member.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def axe(page: Page):
    """No accessibility fault on the page as it is now. Evaluated, not added as a script: the CSP holds."""
    source = (ROOT / "node_modules/axe-core/axe.min.js").read_text()

    def check():
        page.evaluate(source)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults = [
            f"{fault['id']} ({fault['impact']}) ×{len(fault['nodes'])}: {fault['nodes'][0]['html'][:200]}"
            for fault in result["violations"]
        ]
        assert not faults, "\n".join(faults)

    return check


@pytest.fixture
def shot(page: Page):
    """Write a picture into the git-ignored .screenshots/, for a person to look at."""

    def take(name, full_page=True):
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=full_page)

    return take


@pytest.fixture
def fits(page: Page):
    """Nothing makes the page scroll sideways."""

    def check():
        fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert fits, page.evaluate(WIDEST)

    return check


class AtWork:
    """How many requests the server is answering just now."""

    def __init__(self):
        self.begun, self.ended = [], []  # appending is atomic, adding is not

    def begin(self, **_):
        self.begun.append(1)

    def end(self, **_):
        self.ended.append(1)

    def wait(self, seconds=20):
        until = time.monotonic() + seconds
        while len(self.begun) > len(self.ended):
            assert time.monotonic() < until, "a request is still being answered"
            time.sleep(0.01)


@pytest.fixture
def answered(request):
    """Emptying the tables while a request is still being answered would lock the two for ever."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")  # emptied after this fixture, which ends after the page
    at_work = AtWork()
    request_started.connect(at_work.begin)
    request_finished.connect(at_work.end)
    yield
    at_work.wait()
    request_started.disconnect(at_work.begin)
    request_finished.disconnect(at_work.end)


@pytest.fixture(autouse=True)
def no_console_errors(request, answered):
    """Faults of scripts and broken rules of the CSP fail the test they happen in."""
    if "page" not in request.fixturenames:
        yield
        return
    page = request.getfixturevalue("page")
    faults = []
    page.on("pageerror", lambda error: None if LEFT_EARLY in str(error) else faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if is_fault(line) else None)
    yield
    assert not faults, faults[:3]


def is_fault(line) -> bool:
    """A refused request is the test's own business; a broken CSP rule is logged as an error."""
    return line.type == "error" and "the server responded with a status of" not in line.text


@pytest.fixture(autouse=True)
def patience():
    expect.set_options(timeout=5_000)
