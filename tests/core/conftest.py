import pytest

from customers.models import AccountStatus, CustomerMetrics
from tests.core.subscriptions import listener, parked  # noqa: F401  (fixtures)
from tests.factories import CustomerFactory


@pytest.fixture
def crowd(store):
    """Names that tie, addresses that are missing, two of them suspended."""
    people = [
        CustomerFactory(
            store=store,
            first_name="Ana",
            last_name=f"Ruiz{i % 3}",
            email=None if i % 4 == 0 else f"ana{i:03}@example.com",
            status=AccountStatus.SUSPENDED if i in (3, 6) else AccountStatus.ACTIVE,
        )
        for i in range(23)
    ]
    CustomerMetrics.objects.bulk_create(
        CustomerMetrics(customer=person, store=store, ltv=i % 4, health=i % 3 or None)
        for i, person in enumerate(people)
        if i % 5
    )
    return people
