import re
import time
from pathlib import Path

import pytest
from django.conf import settings

from accounts.signin.devices import device_name, devices_of
from accounts.signin.sessions import BEGAN_AT, SEEN_AT
from tests.accounts.conftest import events_of, is_signed_in, new_visitor, sign_in

HOUR = 3600
TEMPLATES = Path(settings.BASE_DIR, "templates")
POLLING = re.compile(r'hx-trigger="[^"]*every [^"]*"')
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0 Safari/537.36"


@pytest.fixture
def inside(visitor, ana):
    sign_in(visitor, ana, HTTP_USER_AGENT=CHROME)
    assert is_signed_in(visitor)
    return visitor


def age(client, **hours):
    session = client.session
    session.update({name: time.time() - value * HOUR for name, value in hours.items()})
    session.save()


def mark_of(client, user) -> str:
    key = client.session.session_key
    return next(device.mark for device in devices_of(user, key) if device.is_this)


def test_a_session_ends_after_eight_idle_hours(inside):
    age(inside, **{SEEN_AT: 7.9})
    assert is_signed_in(inside)

    age(inside, **{SEEN_AT: 8.1})
    assert not is_signed_in(inside)


def test_the_request_that_comes_too_late_reads_nothing(inside):
    assert inside.get("/api/customers").status_code == 200
    age(inside, **{SEEN_AT: 8.1})

    assert inside.get("/api/customers").status_code == 401


def test_a_session_ends_after_seven_days_however_busy(inside):
    age(inside, **{BEGAN_AT: 7 * 24 - 0.1})
    assert is_signed_in(inside)

    age(inside, **{BEGAN_AT: 7 * 24 + 0.1})
    assert not is_signed_in(inside)


def test_a_store_may_ask_for_shorter_sessions(inside, store):
    store.setting_rows.create(group="security", values={"idle_hours": 1, "session_days": 2})

    age(inside, **{SEEN_AT: 1.1})

    assert not is_signed_in(inside)


def test_use_is_noted_at_most_once_a_minute(inside):
    noted = inside.session[SEEN_AT]
    is_signed_in(inside)
    assert inside.session[SEEN_AT] == noted

    age(inside, **{SEEN_AT: 0.1})
    is_signed_in(inside)
    assert inside.session[SEEN_AT] > time.time() - 10


def test_a_page_left_open_does_not_keep_a_session_alive(inside):
    age(inside, **{SEEN_AT: 0.5})
    noted = inside.session[SEEN_AT]

    inside.get("/notifications/bell", HTTP_X_POLL="1")

    assert inside.session[SEEN_AT] == noted


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES.rglob("*.html") if POLLING.search(p.read_text())], ids=lambda p: p.name
)
def test_what_fetches_itself_says_so(path):
    text = path.read_text()

    assert len(POLLING.findall(text)) == text.count("""hx-headers='{"X-Poll": "1"}'""")


def test_the_list_tells_this_device_from_the_others(inside, ana):
    sign_in(new_visitor(), ana, HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU) Version/26.0 Mobile Safari/604.1")

    page = inside.get("/account/sessions").content.decode()

    assert page.index("Chrome on Windows") < page.index("This device") < page.index("Safari on iPhone")
    assert inside.session.session_key not in page


def test_one_other_session_is_ended(inside, ana):
    other = new_visitor()
    sign_in(other, ana)

    inside.post(f"/account/sessions/{mark_of(other, ana)}/end")

    assert is_signed_in(inside)
    assert not is_signed_in(other)
    assert events_of(ana)[-1] == "accounts.sessions_ended"


def test_nobody_ends_a_session_of_somebody_else(inside, ana, stranger):
    response = stranger.post(f"/account/sessions/{mark_of(inside, ana)}/end")

    assert response.status_code == 404
    assert is_signed_in(inside)


def test_all_others_are_ended_and_this_one_stays(inside, ana):
    others = [new_visitor(), new_visitor()]
    for other in others:
        sign_in(other, ana)

    inside.post("/account/sessions/end-others")

    assert is_signed_in(inside)
    assert not any(is_signed_in(other) for other in others)


def test_signing_out_everywhere_means_here_too(inside, ana):
    other = new_visitor()
    sign_in(other, ana)

    inside.post("/account/sign-out/everywhere")

    assert not is_signed_in(inside)
    assert not is_signed_in(other)


@pytest.mark.parametrize("path", ["end-others", "anything/end"])
def test_a_get_ends_nothing(inside, path):
    assert inside.get(f"/account/sessions/{path}").status_code == 405
    assert is_signed_in(inside)


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (CHROME, "Chrome on Windows"),
        (f"{CHROME} Edg/147.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8.5.0", "Unknown browser"),
        ("<script>", "Unknown browser"),
    ],
)
def test_browsers_have_names(user_agent, name):
    assert device_name(user_agent) == name
