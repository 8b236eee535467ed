"""House rules that import-linter cannot see."""

import ast
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.routes import all_routes, our_routes

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = PYPROJECT["tool"]["importlinter"]["contracts"]
DEPTH = {app: depth for depth, layer in enumerate(CONTRACTS[0]["layers"]) for app in layer.split(" | ")}

# No browser form can forge these: DRF checks the session's token itself, the others carry a proof.
MAY_SKIP_CSRF = ("/api/", "/t")
FACES = {"views", "api", "forms", "serializers", "filters"}
VAGUE = {"utils", "helpers", "manager", "data", "misc", "common"}


def modules():
    return [
        path
        for app in DEPTH
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.relative_to(ROOT).parts
    ]


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m._meta.app_label in DEPTH], ids=str)
def test_foreign_keys_point_downwards(model):
    app = model._meta.app_label
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation:
            other = field.related_model._meta.app_label
            assert other == app or DEPTH.get(other, 99) > DEPTH[app], field


@pytest.mark.parametrize("path", modules(), ids=name)
def test_modules_stay_short(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", modules(), ids=name)
def test_modules_are_named_for_what_they_hold(path):
    assert path.stem not in VAGUE


@pytest.mark.parametrize("path", modules(), ids=name)
def test_imports_stand_at_the_top(path):
    """A local import hides a cycle; an app's `ready()` is the one place that must import late."""
    tree = ast.parse(path.read_text())
    late = [
        f"{function.name}: line {node.lineno}"
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef) and function.name != "ready"
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not late


@pytest.mark.parametrize("path", [p for p in modules() if FACES & {p.stem, p.parent.name}], ids=name)
def test_faces_start_at_the_store(path):
    """`request.store.customers`, never `Customer.objects`: another store's rows stay out of reach."""
    queries = [
        f"line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}
    ]
    assert not queries


@pytest.mark.parametrize("route", our_routes(), ids=str)
def test_every_url_names_its_permission(route):
    assert route.is_public or route.permissions
    if route.is_endpoint and not route.is_public:
        methods = {m.upper() for m in ("get", "post", "put", "patch", "delete") if hasattr(route.view, m)}
        assert methods == set(route.permissions)


@pytest.mark.parametrize("route", list(all_routes()), ids=str)
def test_only_listed_addresses_skip_the_csrf_check(route):
    if getattr(route.pattern.callback, "csrf_exempt", False):
        assert route.path.startswith(MAY_SKIP_CSRF)


@pytest.mark.parametrize("path", [p for p in modules() if p.stem == "tasks"], ids=name)
def test_no_task_waits_in_the_broker(path):
    """A long wait is a row with a due time; a message with an eta is lost or run again and again."""
    source = path.read_text()
    assert "eta=" not in source
    assert "countdown=" not in source
