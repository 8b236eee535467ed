import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from core import health
from core.beat import heartbeats
from core.health import Level, examine


@pytest.fixture
def lively(db):
    """Beat and workers have just given a sign."""
    for part in (heartbeats.BEAT, *settings.QUEUES):
        heartbeats.seen(part, "here")


def doctor(capsys) -> tuple[int, str]:
    try:
        call_command("doctor")
        code = 0
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


def test_a_process_that_runs_is_up(client, db):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"up")


def test_it_is_ready_when_database_worker_and_beat_are_well(client, lively):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"up")


@pytest.mark.parametrize("part", ["beat", "io"])
def test_it_is_not_ready_without_beat_or_a_queue_and_tells_a_stranger_no_more(client, lively, part):
    heartbeats.Heartbeat.objects.filter(part=part).delete()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"down")


def test_it_is_not_ready_before_the_migrations(client, lively):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    assert client.get("/readyz").status_code == 503


def test_answers_about_health_are_not_stored(client, lively):
    assert "no-store" in client.get("/readyz")["Cache-Control"]


def test_the_doctor_finds_nothing_to_mend_but_mail(lively, capsys):
    code, said = doctor(capsys)
    assert code == 0
    assert said.count("ok  ") == len(health.CHECKS) - 1
    assert "EMAIL_URL" in said


def test_the_doctor_names_what_is_wrong_and_what_to_do(db, capsys):
    code, said = doctor(capsys)
    assert code == 1
    assert "No worker has answered for two minutes on: critical, default, bulk, io." in said
    assert "docker compose up -d worker" in said


def test_a_queue_nobody_works_is_named(lively):
    heartbeats.Heartbeat.objects.filter(part="bulk").delete()
    found = examine("workers")
    assert (found.level, "bulk" in found.text) == (Level.FAIL, True)


def test_a_redis_that_is_gone_is_a_finding_with_advice(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found = examine("redis")
    assert (found.level, found.advice) == (Level.FAIL, "Check REDIS_URL and that the server runs.")


def test_a_folder_that_cannot_be_written_is_a_finding(settings, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": blocked}}
    settings.STORAGES = settings.STORAGES | {"default": folder}
    assert examine("storage").level is Level.FAIL


def test_a_mail_server_that_is_gone_is_a_finding(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    found = examine("mail")
    assert (found.level, "EMAIL_URL" in found.advice) == (Level.FAIL, True)
