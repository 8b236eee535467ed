import pytest

from core.models import IdempotencyRecord
from customers.models import PaymentMethod
from tests.api.test_customers import call
from tests.core.test_logs import written
from tests.factories import CustomerFactory

NUMBER = "4242 4242 4242 4242"
VISA = {"brand": "Visa", "last_four": "4242", "expires_month": 8, "expires_year": 2029}


@pytest.fixture
def all_of_them(store):
    customer = CustomerFactory(store=store)
    customer.refresh_from_db()
    return f"/api/customers/{customer.public_id}/payment-methods"


def test_the_token_goes_in_and_never_out(program, all_of_them):
    answer = call(program, "POST", all_of_them, {**VISA, "token": "pm_1NxQ2e"})
    assert answer.status_code == 201, answer.content
    assert answer.json()["has_token"]
    listed = call(program, "GET", all_of_them).content.decode()
    assert "4242" in listed
    assert "pm_1NxQ2e" not in listed
    one = f"{all_of_them}/{answer.json()['id']}"
    assert call(program, "PATCH", one, {"expires_year": 2031}).json()["expires_year"] == 2031
    assert call(program, "DELETE", one).status_code == 204
    assert call(program, "GET", one).status_code == 404


@pytest.mark.parametrize("field", ["brand", "provider", "token", "last_four", "kind", "number"])
def test_a_number_of_a_card_stands_in_no_answer_no_log_and_no_record(program, all_of_them, field):
    headers = {"Idempotency-Key": "once"}
    with written() as log:
        answer = call(program, "POST", all_of_them, {**VISA, field: NUMBER}, **headers)
    assert answer.status_code in (409, 422)
    kept = [answer.content.decode(), log.getvalue()]
    kept += [bytes(row.body or b"").decode() for row in IdempotencyRecord.objects.all()]
    assert not any("4242 4242" in text for text in kept)
    assert not PaymentMethod.objects.exists()
