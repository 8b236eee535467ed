"""Endpoints that only the tests have: the kit without an app on top."""

from django.db import transaction
from django.urls import include, path
from django_filters import CharFilter, FilterSet
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import Membership
from core.api import Intake, IntakeView, Listing, StoreApiView, operation
from core.api.views import UnknownAddress
from core.exceptions import DomainError
from core.intake import Fate
from core.serializers import (
    DeliveredSerializer,
    KeyField,
    MomentField,
    MoneyField,
    OwnedRelatedField,
    StrictSerializer,
)
from crm.urls import urlpatterns as pages


class CannotRename(DomainError):
    code = "cannot_rename"


class MemberFilter(FilterSet):
    search = CharFilter(field_name="user__name", lookup_expr="icontains")

    class Meta:
        model = Membership
        fields = ["role"]


class MemberSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="user.name")
    role = serializers.CharField()


members = Listing(
    serializer=MemberSerializer,
    filters=MemberFilter,
    ordering={"joined": "created_at", "name": "user__name", "signed_in": "user__last_login"},
    default="-joined",
)


class Members(StoreApiView):
    area = "Team"
    permissions = {"GET": "home.view"}

    @operation("list_members", "List members", lists=members)
    def get(self, request):
        return members.answer(request, request.store.memberships.select_related("user"))


class NameSerializer(StrictSerializer):
    name = serializers.CharField(max_length=100)
    size = serializers.IntegerField(required=False)
    id = serializers.UUIDField(read_only=True, source="public_id")


class Name(StoreApiView):
    permissions = {"GET": "home.view", "POST": "settings.edit_store"}

    @operation("get_name", "Read the name", answer=NameSerializer)
    def get(self, request):
        return self.answer(NameSerializer, request.store)

    @operation("change_name", "Change the name", body=NameSerializer, answer=NameSerializer, status=201)
    def post(self, request):
        told = self.body(NameSerializer)
        return self.answer(NameSerializer, rename(request.store, told["name"]), status=201, location="/there")


class Secret(StoreApiView):
    permissions = {"POST": "settings.edit_store"}

    @operation("make_secret", "Make a secret", status=201, secret_answer=True)
    def post(self, request):
        rename(request.store, request.store.name + "!")
        return Response({"secret": "s3cr3t-once"}, status=201)


class Spend(StoreApiView):
    permissions = {"POST": "settings.edit_store"}

    @operation("spend", "Spend", key_required=True)
    def post(self, request):
        return Response({})


class Broken(StoreApiView):
    permissions = {"GET": "home.view"}

    @operation("break", "Break")
    def get(self, request):
        raise RuntimeError("password=hunter2")


class ShelfSerializer(DeliveredSerializer):
    place = serializers.CharField(max_length=20)


class BoxSerializer(DeliveredSerializer):
    external_id = KeyField()
    price = MoneyField(required=False)
    packed_at = MomentField(required=False)
    shelves = ShelfSerializer(many=True, required=False)
    labels = serializers.DictField(required=False)


@transaction.atomic
def put_boxes(*, store, items, by, now):
    """Stand-in for a service: one role a box; some boxes bring the whole batch down."""
    for item in items:
        name = item.values["external_id"]
        if name == "refused":
            raise CannotRename("No such box.")
        if name == "broken":
            raise RuntimeError("broken")
        role, is_new = store.customroles.get_or_create(name=name)
        item.came_to(Fate.CREATED if is_new else Fate.UNCHANGED, role.public_id)


boxes = Intake(serializer=BoxSerializer, verb=put_boxes)


class Boxes(IntakeView):
    permissions = {"POST": "settings.edit_store"}

    @operation("send_boxes", "Send boxes", intake=boxes)
    def post(self, request):
        return boxes.take(request)


class OwnedSerializer(StrictSerializer):
    notes = serializers.ListField(child=serializers.CharField(), required=False)
    owned = OwnedRelatedField(of="publics", required=False)


@transaction.atomic
def rename(store, name):
    """Stand-in for a service: writes, then may refuse or break."""
    store.name = name
    store.save()
    if name == "refuse":
        raise CannotRename("That name is taken.")
    if name == "break":
        raise RuntimeError("broken")
    return store


urlpatterns = [
    path("api/test/members", Members.as_view()),
    path("api/test/name", Name.as_view()),
    path("api/test/secret", Secret.as_view()),
    path("api/test/spend", Spend.as_view()),
    path("api/test/boxes", Boxes.as_view()),
    path("api/test/broken", Broken.as_view()),
    path("api/<path:rest>", UnknownAddress.as_view()),
    path("", include(pages)),
]

handler400 = "crm.errors.unreadable"
