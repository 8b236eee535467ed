import json

import jsonschema
import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from tests.api.conftest import new_key, with_key
from tests.test_store_isolation_api import GUARDED, OPERATIONS, call, ids_in

SCHEMA = "/api/schema"
DOCUMENT = SchemaGenerator().get_schema(request=None, public=True)


def test_the_document_is_valid_and_raises_no_warning(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", f"--file={tmp_path / 'schema.yaml'}")
    assert yaml.safe_load((tmp_path / "schema.yaml").read_text())["openapi"].startswith("3.1")


def test_it_comes_as_json_and_as_yaml(program):
    told = program.get(SCHEMA)
    assert told["Content-Type"] == "application/json"
    assert told.json()["info"]["title"] == "Regulars API"
    for response in (
        program.get(SCHEMA, {"format": "yaml"}),
        program.get(SCHEMA, headers={"Accept": "application/yaml"}),
    ):
        assert response["Content-Type"] == "application/yaml"
        assert yaml.safe_load(response.content) == told.json()


def test_it_is_for_members_and_keys(owner, store):
    assert Client().get(SCHEMA).status_code == 401
    assert owner.get(SCHEMA).status_code == 200
    assert with_key(new_key(store, scopes=[])).get(SCHEMA).status_code == 200


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_says_what_it_is_and_how_it_fails(name):
    _, _, told = OPERATIONS[name]
    assert name.islower()
    assert name.isidentifier()
    assert told["summary"]
    assert told["tags"][0]
    problems = [answer for status, answer in told["responses"].items() if status >= "400"]
    assert all(answer["$ref"].startswith("#/components/responses/Problem") for answer in problems)
    assert {"401", "403", "422", "429"} <= told["responses"].keys()


@pytest.mark.parametrize("name", [name for name in GUARDED if OPERATIONS[name][2].get("requestBody")])
def test_the_example_of_a_body_works_and_its_answer_looks_like_the_example(program, store, name):
    _, path, told = OPERATIONS[name]
    response = call(program, name, ids_in(store, path))
    good = [status for status in told["responses"] if status < "300"]
    assert str(response.status_code) in good, response.content
    content = told["responses"][str(response.status_code)]["content"]["application/json"]
    assert response.json().keys() == content["examples"]["Example"]["value"].keys()


def examples():
    for name, (_, _, told) in OPERATIONS.items():
        contents = [told.get("requestBody", {}), *told["responses"].values()]
        for content in contents:
            for kind in content.get("content", {}).values():
                for example in kind.get("examples", {}).values():
                    yield pytest.param(kind["schema"], example["value"], id=name)


@pytest.mark.parametrize(("schema", "value"), examples())
def test_every_example_fits_its_schema(schema, value):
    whole = {**schema, "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(json.loads(json.dumps(whole))).validate(value)


def test_the_customers_paths_of_the_plan_answer():
    answered = {(method, path.replace("{customer_id}", "{id}")) for method, path, _ in OPERATIONS.values()}
    assert answered >= {
        ("GET", "/api/customers"),
        ("POST", "/api/customers"),
        ("GET", "/api/customers/stats"),
        ("GET", "/api/customers/{id}"),
        ("PUT", "/api/customers/{id}"),
        ("PATCH", "/api/customers/{id}"),
        ("DELETE", "/api/customers/{id}"),
        ("GET", "/api/customers/{id}/history"),
        ("POST", "/api/customers/{id}/notes"),
    }
