import io
import json
import logging
import logging.config
from contextlib import contextmanager

import pytest
import structlog
from django.conf import settings

from core.logs import logging_settings, masked


@contextmanager
def written(*, readable=False):
    """What is logged meanwhile, as it would be written in production."""
    described = logging_settings(readable=readable, level="INFO")
    stream = io.StringIO()
    described["handlers"]["stderr"]["stream"] = stream
    before = structlog.get_config()
    logging.config.dictConfig(described)
    try:
        yield stream
    finally:
        structlog.configure(**before)
        logging.config.dictConfig(settings.LOGGING)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_is_json_with_time_level_and_logger():
    with written() as stream:
        structlog.get_logger("core.jobs").info("job_started", kind="customers.export", done=3)
    (line,) = lines(stream)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "job_started",
        "level": "info",
        "logger": "core.jobs",
        "kind": "customers.export",
        "done": 3,
    }


def test_lines_of_libraries_take_the_same_road():
    with written() as stream:
        logging.getLogger("some.library").warning("mail to %s refused", "ana.silva@larkspur.example")
    (line,) = lines(stream)
    assert (line["event"], line["logger"]) == ("mail to …@… refused", "some.library")


@pytest.mark.parametrize("field", ["email", "name", "body", "ip", "user_agent", "to", "subject", "phone"])
def test_a_field_that_tells_who_somebody_is_is_left_out(field):
    with written() as stream:
        structlog.get_logger("x").info("noted", **{field: "Ana Silva", "kept": 1})
    (line,) = lines(stream)
    assert field not in line
    assert line["kept"] == 1
    assert "Ana" not in stream.getvalue()


def test_an_address_is_masked_in_an_error_too():
    with written() as stream:
        try:
            raise ValueError("no such person: ana.silva@larkspur.example")
        except ValueError:
            structlog.get_logger("x").exception("failed")
    assert "…@…" in stream.getvalue()
    assert "ana.silva" not in stream.getvalue()


def test_an_object_is_written_as_text_and_masked():
    class Person:
        def __str__(self):
            return "ana.silva@larkspur.example"

    with written() as stream:
        structlog.get_logger("x").info("added", who=Person())
    assert lines(stream)[0]["who"] == "…@…"


def test_a_failed_request_is_named_without_its_path():
    with written() as stream:
        logging.getLogger("django.request").error("Internal Server Error: %s", "/reset/3-secret")
    assert lines(stream)[0]["event"] == "Internal Server Error"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("GET /customers?search=Ana+Silva", "GET /customers?…"),
        ("opened https://x.example/a?token=1 twice", "opened https://x.example/a?… twice"),
        ("Is it well?", "Is it well?"),
    ],
)
def test_query_strings_are_masked(text, safe):
    assert masked(text) == safe


def test_in_development_a_person_can_read_it():
    with written(readable=True) as stream:
        structlog.get_logger("x").info("job_started", done=3)
    assert "job_started" in stream.getvalue()
    assert not stream.getvalue().startswith("{")


def requests_logged(caplog):
    """The structured lines, before they become text."""
    return [record.msg for record in caplog.records if record.name == "core.logs.requests"]


def test_a_request_leaves_one_line_with_its_route_and_id_but_no_path(client, db, caplog):
    caplog.set_level("INFO")
    response = client.get("/nowhere/ana.silva?search=Ana")
    (line,) = requests_logged(caplog)
    assert (line["method"], line["status"]) == ("GET", 404)
    assert line["request_id"] == response["X-Request-ID"]
    assert "Ana" not in str(line)
    assert "ana.silva" not in str(line)


def test_the_id_a_proxy_gave_is_kept(client, db):
    assert client.get("/healthz", headers={"X-Request-ID": "edge-1234567"})["X-Request-ID"] == "edge-1234567"


@pytest.mark.parametrize("given", ["short", "with space inside", "a" * 65, "line\\nbreak"])
def test_an_id_that_could_forge_a_line_is_replaced(client, db, given):
    answered = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert answered != given
    assert len(answered) == 36


def test_a_healthy_probe_leaves_no_line(client, db, caplog):
    caplog.set_level("INFO")
    client.get("/healthz")
    assert requests_logged(caplog) == []
