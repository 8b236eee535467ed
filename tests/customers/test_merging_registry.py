import pytest
from django.apps import apps

from customers.merging import entries
from customers.models import Customer


def fields_to_customers():
    return [
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is Customer
    ]


@pytest.mark.parametrize("field", fields_to_customers())
def test_every_model_that_points_at_a_customer_says_how_its_rows_follow(field):
    assert field in {entry.key for entry in entries()}, (
        f"Say in your app's merging.py what becomes of {field} when two customers are merged"
    )


def test_no_entry_is_about_a_model_that_is_gone():
    known = {*fields_to_customers(), "core.eventrecord.customer_id"}
    assert {entry.key for entry in entries()} <= known
