import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.middleware import StoreMiddleware
from accounts.permissions import PUBLIC, public, requires, signed_in
from accounts.roles import Role
from core.models import StoreSettings
from tests.factories import ApiKeyFactory, MembershipFactory


@requires("customers.add")
def page(request):
    return HttpResponse("page")


class Endpoint(APIView):
    permissions = {"GET": "customers.view", "POST": "customers.add"}

    def get(self, request):
        return Response({"store": request.store.name})

    def post(self, request):
        return Response({}, status=201)


@pytest.fixture
def visit(rf, db):
    from django.contrib.auth.models import AnonymousUser

    def run(view, user=None, **kwargs):
        request = rf.get("/somewhere?x=1", **kwargs)
        request.user, request.session = user or AnonymousUser(), {}
        return StoreMiddleware(view)(request)

    return run


@pytest.fixture
def call(db):
    def run(method="get", path="/api/x", **headers):
        request = getattr(APIRequestFactory(), method)(path, **headers)
        from django.contrib.auth.models import AnonymousUser

        request.user, request.session = AnonymousUser(), {}
        return StoreMiddleware(Endpoint.as_view())(request)

    return run


def bearer(secret):
    return {"headers": {"Authorization": f"Bearer {secret}"}}


def test_a_page_opens_for_a_role_that_may(visit, store):
    assert visit(page, MembershipFactory(store=store).user).content == b"page"


def test_a_page_sends_an_anonymous_visitor_to_sign_in_and_back(visit):
    response = visit(page)
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/somewhere%3Fx%3D1")


def test_a_page_refuses_a_role_that_may_not(visit, store):
    with pytest.raises(PermissionDenied):
        visit(page, MembershipFactory(store=store, role=Role.ANALYST).user)


def test_a_page_of_an_area_switched_off_is_not_there(visit, store):
    StoreSettings.objects.create(store=store, group="areas", values={"switched_off": ["customers"]})
    with pytest.raises(Http404):
        visit(page, MembershipFactory(store=store).user)


def test_a_deactivated_member_opens_nothing(visit, store, django_user_model):
    from django.utils import timezone

    member = MembershipFactory(store=store, deactivated_at=timezone.now())
    assert visit(page, member.user)["Location"] == "/"


def test_a_public_page_opens_for_anybody(visit):
    @public
    def open_page(request):
        return HttpResponse("open")

    assert open_page.permission == PUBLIC
    assert visit(open_page).content == b"open"


def test_a_signed_in_page_needs_no_store(visit):
    from tests.factories import UserFactory

    @signed_in
    def own_page(request):
        return HttpResponse("own")

    assert visit(own_page).status_code == 302
    assert visit(own_page, UserFactory()).content == b"own"


def test_a_key_reads_its_own_store(call, store):
    ApiKeyFactory(store=store, secret="rgl_live_abc")
    assert call(**bearer("rgl_live_abc")).data == {"store": store.name}


def test_no_key_is_answered_with_401(call):
    response = call()
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == 'Bearer realm="api"'


def test_a_key_without_the_scope_is_refused(call, store):
    ApiKeyFactory(store=store, secret="rgl_live_abc", scopes=["customers.view"])
    assert call("post", **bearer("rgl_live_abc")).status_code == 403


def test_a_key_in_the_address_is_refused_even_when_it_is_right(call, store):
    ApiKeyFactory(store=store, secret="rgl_live_abc")
    assert call(path="/api/x?api_key=rgl_live_abc", **bearer("rgl_live_abc")).status_code == 401


def test_the_api_of_an_area_switched_off_answers_403(call, store):
    ApiKeyFactory(store=store, secret="rgl_live_abc")
    StoreSettings.objects.create(store=store, group="areas", values={"switched_off": ["customers"]})
    assert call(**bearer("rgl_live_abc")).status_code == 403
