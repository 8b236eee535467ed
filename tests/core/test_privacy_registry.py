"""Every model says what it holds of a person: see core.privacy."""

from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from core.models import Upload
from core.privacy import Erasure, Subject, declarations, of_persons
from customers.models import Customer

MODELS = list(apps.get_models(include_auto_created=True))
OF_PERSONS = of_persons()


def foreign_keys(model, to):
    return [
        each
        for each in model._meta.concrete_fields
        if each.is_relation and issubclass(each.related_model, to)
    ]


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_every_model_says_what_it_holds_of_a_person(model):
    assert model._meta.label_lower in declarations(), (
        f"{model._meta.label}: say in its app's privacy.py what it holds, see core.privacy"
    )


def test_no_declaration_is_of_a_model_that_is_gone():
    assert set(declarations()) == {model._meta.label_lower for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_what_points_at_a_customer_is_of_a_person(model):
    if foreign_keys(model, Customer):
        assert declarations()[model._meta.label_lower].is_of_persons


@pytest.mark.parametrize("declaration", OF_PERSONS, ids=lambda each: each.key)
def test_every_field_that_could_hold_words_is_blanked_or_kept_on_purpose(declaration):
    assert not declaration.unspoken


@pytest.mark.parametrize("declaration", OF_PERSONS, ids=lambda each: each.key)
def test_names_of_fields_are_right(declaration):
    known = {each.name for each in declaration.model._meta.concrete_fields}
    named = {*declaration.blank, *declaration.keeps, *declaration.hides, *declaration.files}
    assert named <= known


@pytest.mark.parametrize("declaration", OF_PERSONS, ids=lambda each: each.key)
def test_files_of_a_person_are_named(declaration):
    if declaration.erasure != Erasure.KEEP:
        uploads = {each.name for each in foreign_keys(declaration.model, Upload)}
        assert uploads == set(declaration.files)


@pytest.mark.parametrize("declaration", OF_PERSONS, ids=lambda each: each.key)
def test_a_person_is_told_what_it_is_and_why_it_stays(declaration):
    assert declaration.label
    assert declaration.because or declaration.erasure == Erasure.DELETE


@pytest.mark.parametrize("declaration", OF_PERSONS, ids=lambda each: each.key)
def test_what_is_kept_holds_no_words_of_a_person(declaration):
    """A kept row may name goods and stages; free text of or about people belongs to what is blanked."""
    if declaration.erasure == Erasure.KEEP:
        told = [
            each.name
            for each in declaration.model._meta.concrete_fields
            if isinstance(each, models.TextField)
        ]
        assert not told


@pytest.mark.parametrize("declaration", OF_PERSONS, ids=lambda each: each.key)
def test_rows_are_found(declaration, store):
    nobody = Subject(
        store=store,
        customer_id=0,
        public_id=UUID(int=0),
        emails=frozenset({"nobody@example.com"}),
        phones=frozenset({"+34600000000"}),
    )
    assert not declaration.rows(nobody).exists()
