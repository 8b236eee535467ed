import factory
from factory.django import DjangoModelFactory

from accounts.models import Membership, User
from accounts.roles import Role
from core.models import Store


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
