from datetime import timedelta
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import ApiKey, CustomRole, Invitation, Membership, User
from accounts.models.api_keys import digest
from accounts.roles import FOR_KEYS, Role
from core.models import Job, Store
from customers.models import Customer, Note
from notifications.models import Notification


class StoreFactory(DjangoModelFactory):
    class Meta:
        model = Store

    name = factory.Sequence("Shop {}".format)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    email = factory.Sequence("user{}@example.com".format)
    name = factory.Sequence("Person {}".format)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    store = factory.SubFactory(StoreFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.OWNER


class CustomRoleFactory(DjangoModelFactory):
    class Meta:
        model = CustomRole

    store = factory.SubFactory(StoreFactory)
    name = factory.Sequence("Role {}".format)
    permissions = ["home.view", "customers.view"]


class ApiKeyFactory(DjangoModelFactory):
    """A key whose secret is known: `ApiKeyFactory(secret=…)`."""

    class Meta:
        model = ApiKey

    class Params:
        secret = factory.Sequence("rgl_live_secret-{}".format)

    store = factory.SubFactory(StoreFactory)
    name = factory.Sequence("Key {}".format)
    prefix = factory.LazyAttribute(lambda key: key.secret[:17])
    hash = factory.LazyAttribute(lambda key: digest(key.secret))
    scopes = factory.LazyFunction(lambda: sorted(FOR_KEYS))


class CustomerFactory(DjangoModelFactory):
    class Meta:
        model = Customer

    store = factory.SubFactory(StoreFactory)
    first_name = factory.Faker("first_name")
    last_name = factory.Faker("last_name")
    email = factory.Sequence("customer{}@example.com".format)


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = Note

    customer = factory.SubFactory(CustomerFactory)
    store = factory.SelfAttribute("customer.store")
    text = "Prefers to be called in the morning"
    author_kind = "staff"


class JobFactory(DjangoModelFactory):
    """A waiting export; `state="done"` and so on make it another."""

    class Meta:
        model = Job

    class Params:
        is_running = factory.Trait(
            state="running",
            lease_token=factory.LazyFunction(uuid4),
            lease_until=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=1)),
            started_at=factory.LazyFunction(timezone.now),
        )

    store = factory.SubFactory(StoreFactory)
    kind = "tests.write_file"
    queue = "io"
    title = factory.Sequence("Export {}".format)
    started_by_kind = "staff"
    started_by_label = "Ana Lima"


class NotificationFactory(DjangoModelFactory):
    class Meta:
        model = Notification

    store = factory.SubFactory(StoreFactory)
    user = factory.SubFactory(UserFactory)
    kind = "platform.job_finished"
    title = factory.Sequence("Export {} is done".format)
    url = "/jobs"


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = Invitation

    store = factory.SubFactory(StoreFactory)
    email = factory.Sequence("invited{}@example.com".format)
    role = Role.SALES
    token_hash = factory.Sequence(lambda number: digest(f"token-{number}"))
    sent_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
    is_mailed = True
