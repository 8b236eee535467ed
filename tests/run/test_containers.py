"""No engine runs here, so the files are read: what they start, name and promise must be true of the code."""

import re
import shlex

import pytest
import yaml
from django.core.management import call_command, get_commands
from django.utils import timezone

from core.beat import heartbeats
from crm.embedded import ROOT
from tests.run.test_environment_example import NAME, all_read

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_the_services_are_those_we_promise():
    assert set(SERVICES) == {*OURS, "postgres", "redis", "mail"}


@pytest.mark.parametrize("name", OURS)
def test_ours_share_one_image_without_rights(name):
    service = SERVICES[name]
    assert service["image"] == "regulars"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_containers_run_what_make_run_runs(name):
    lines = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    assert SERVICES[name]["command"] == shlex.split(lines[name])


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_ours_start_after_the_servers_and_the_migration(name):
    conditions = {key: value["condition"] for key, value in SERVICES[name]["depends_on"].items()}
    assert conditions == {
        "postgres": "service_healthy",
        "redis": "service_healthy",
        "migrate": "service_completed_successfully",
    }


@pytest.mark.parametrize("name", ["worker", "beat", "postgres", "redis"])
def test_every_part_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert "HEALTHCHECK" in DOCKERFILE  # the web's is the image's own


@pytest.mark.parametrize("name", ["migrate", "worker", "beat"])
def test_commands_of_ours_that_are_named_exist(name):
    words = [*SERVICES[name]["command"], *SERVICES[name]["healthcheck"].get("test", [])]
    if "manage.py" in words:
        assert words[words.index("manage.py") + 1] in get_commands()


@pytest.mark.parametrize("name", OURS)
def test_only_settings_that_exist_are_set(name):
    assert set(SERVICES[name]["environment"]) <= all_read()


def test_no_password_has_a_default():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("POSTGRES_PASSWORD", "REDIS_PASSWORD", "SECRET_KEY", "ENCRYPTION_KEYS"):
        uses = re.findall(rf"\$\{{{name}(.*?)\}}", text)
        assert uses
        assert all(use == f":?set {name} in .env" for use in uses)


def test_names_that_compose_asks_for_stand_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert asked <= set(NAME.findall((ROOT / ".env.example").read_text()))


def test_redis_keeps_queued_work():
    words = SERVICES["redis"]["command"]
    assert words[words.index("--appendonly") + 1] == "yes"
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"


def test_only_the_web_and_the_caught_mails_can_be_reached_and_only_from_this_machine():
    open_ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(open_ports) == {"web", "mail"}
    assert all("127.0.0.1:" in port for ports in open_ports.values() for port in ports)


def test_the_image_runs_without_root_and_sets_only_what_is_read():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    named = set(re.findall(r"\b([A-Z_]{4,})=", DOCKERFILE)) - {
        "PATH",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
    }
    assert named <= all_read()


def test_the_image_copies_only_what_is_there():
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        *sources, _ = line.split()
        assert all((ROOT / source).exists() for source in sources), line


def test_a_silent_worker_or_beat_is_not_alive(db):
    for words in ([], ["--beat"]):
        with pytest.raises(SystemExit):
            call_command("alive", *words)


def test_a_beat_that_ticks_is_alive(db):
    heartbeats.seen(heartbeats.BEAT, "")
    assert heartbeats.BEAT not in heartbeats.silent_parts(timezone.now())
    call_command("alive", "--beat")
