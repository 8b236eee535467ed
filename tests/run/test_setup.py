"""The programs of bin/, which run before anything is installed."""

import importlib.util
import json
import os
import re
import subprocess
import sys

import pytest

from crm.embedded import ROOT


def program(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "bin" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


prepare, audit = program("prepare"), program("audit")


@pytest.fixture
def house(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "ROOT", tmp_path)
    return tmp_path


def make(folder, wanted, made):
    with prepare.unless_made(folder, wanted, made) as needed:
        if needed:
            folder.mkdir(exist_ok=True)
        return needed


def test_what_is_made_is_not_made_again(tmp_path):
    folder = tmp_path / "built"
    assert make(folder, {"a"}, {"a"})
    assert not make(folder, {"a"}, {"a"})


def test_what_changed_is_made_again(tmp_path):
    folder = tmp_path / "built"
    make(folder, {"a"}, {"a"})
    assert make(folder, {"b"}, {"b"})
    assert make(folder, {"a"}, {"a"})


def test_what_the_tests_need_is_enough_for_the_app_but_not_the_other_way(tmp_path):
    folder = tmp_path / "modules"
    make(folder, {"app"}, {"app"})
    assert make(folder, {"tests"}, {"app", "tests"})
    assert not make(folder, {"app"}, {"app"})


def test_a_step_that_fails_is_done_again(tmp_path):
    folder = tmp_path / "built"
    make(folder, {"a"}, {"a"})
    with pytest.raises(prepare.CannotPrepare), prepare.unless_made(folder, {"b"}, {"b"}):
        raise prepare.CannotPrepare("no network")
    assert make(folder, {"a"}, {"a"})


def test_a_digest_sees_names_and_contents(house):
    file = house / "a.txt"
    file.write_text("one")
    first = prepare.digest([file])
    file.write_text("two")
    changed = prepare.digest([file])
    moved = prepare.digest([file.rename(house / "b.txt")])
    assert len({first, changed, moved}) == 3


@pytest.mark.parametrize(
    ("said", "enough"), [("v20.19.0", True), ("v24.1.0", True), ("v20.18.9", False), ("v18.20.4", False)]
)
def test_only_a_new_enough_node_is_taken(tmp_path, said, enough):
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)
    assert prepare.new_enough(node) is enough


@pytest.mark.parametrize("node", [None, "/nowhere/node"])
def test_no_node_is_not_new_enough(node):
    assert not prepare.new_enough(node)


def test_make_alone_lists_what_can_be_made():
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(["make"], cwd=ROOT, env=outside, capture_output=True, text=True, check=True).stdout
    assert [line.split()[1] for line in said.splitlines()] == [
        "help", "setup", "run", "test", "check", "bench", "demo",
    ]  # fmt: skip


def test_without_a_fit_python_it_says_which_one_is_needed():
    ended = subprocess.run(["make", "setup", "PYTHON="], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "needs Python 3.11 or newer" in ended.stdout


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"])
def test_every_package_is_pinned_by_hash_and_names_no_host(name):
    text = (ROOT / name).read_text()
    packages = re.findall(r"^[a-z0-9].*", text, re.MULTILINE)
    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "://" not in text


def test_the_redis_of_newer_pythons_is_the_one_of_the_others():
    pinned = (ROOT / "requirements-redis.txt").read_text().split()[0]
    assert pinned in (ROOT / "requirements.txt").read_text()


def test_what_the_app_needs_is_pinned_alike_for_the_tests():
    pins = {
        name: dict(re.findall(r"^([a-z0-9][\w.-]*)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"].items() <= pins["requirements-dev.txt"].items()


def test_the_lock_file_names_no_host():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert packages
    assert not any("resolved" in package for package in packages.values())


def package(name, *vulnerabilities, **more):
    return {"name": name, "version": "1.0", "vulns": list(vulnerabilities)} | more


def test_a_vulnerable_package_fails_the_audit_by_name():
    text, code = audit.verdict(
        [package("django", {"id": "CVE-2026-1", "fix_versions": ["1.1"]}), package("x")]
    )
    assert (code, "django 1.0: CVE-2026-1, mended in 1.1" in text) == (1, True)


@pytest.mark.parametrize("packages", [[], [{"name": "django", "skip_reason": "not found"}]])
def test_an_audit_that_could_not_ask_does_not_read_like_a_clean_one(packages):
    text, code = audit.verdict(packages)
    assert (code, "could not be audited" in text) == (0, True)


def test_packages_left_out_of_the_audit_are_counted():
    text, _ = audit.verdict([package("django"), {"name": "x", "skip_reason": "not found"}])
    assert text == "nothing known against 1 packages; 1 not audited."


def test_prepare_needs_nothing_but_python():
    code = "import runpy, sys; runpy.run_path('bin/prepare.py', run_name='read')"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)
