import pytest

from core.models import ListPreference, SavedView
from tests.conftest import signed_in
from tests.factories import MembershipFactory

NEW = "/customers/views/new?status=suspended&sort=name"


@pytest.fixture
def colleague(store):
    return signed_in(MembershipFactory(store=store, role="support"))


def tabs(client) -> list[str]:
    return [str(tab.view or "All") for tab in client.get("/customers?view=all").context["listing"].tabs]


def test_a_view_keeps_filters_and_sort_under_a_name(owner, store, crowd):
    response = owner.post(NEW, {"name": "Banned"})
    view = SavedView.objects.get()
    assert view.query == "status=suspended&sort=name"
    assert response.url == f"/customers?status=suspended&sort=name&view={view.public_id}"
    listing = owner.get(response.url).context["listing"]
    assert len(listing.rows) == 2
    assert listing.view == view
    assert not listing.view_is_changed


def test_a_view_is_its_savers_until_it_is_shared(owner, colleague, stranger, store, crowd):
    owner.post(NEW, {"name": "Banned"})
    assert tabs(colleague) == ["All"]
    owner.post(f"/customers/views/{SavedView.objects.get().public_id}", {"name": "Banned", "shared": "on"})
    assert tabs(colleague) == ["All", "Banned"]
    assert tabs(stranger) == ["All"]


def test_nobody_else_changes_or_deletes_a_shared_view(owner, colleague, stranger, store, crowd):
    owner.post(NEW, {"name": "Banned", "shared": "on"})
    address = f"/customers/views/{SavedView.objects.get().public_id}"
    assert colleague.post(address, {"name": "Mine"}).status_code == 422
    assert colleague.post(f"{address}/delete").status_code == 409
    assert stranger.post(address, {"name": "Mine"}).status_code == 404
    assert SavedView.objects.get().name == "Banned"


def test_the_list_opens_with_the_view_its_reader_chose(owner, colleague, store, crowd):
    owner.post(NEW, {"name": "Banned", "opens": "on"})
    view = SavedView.objects.get()
    assert owner.get("/customers").url == f"/customers?status=suspended&sort=name&view={view.public_id}"
    assert owner.get("/customers?view=all").status_code == 200
    assert colleague.get("/customers").status_code == 200


def test_a_deleted_view_is_no_longer_opened_with(owner, store, crowd):
    owner.post(NEW, {"name": "Banned", "opens": "on"})
    owner.post(f"/customers/views/{SavedView.objects.get().public_id}/delete")
    assert owner.get("/customers").status_code == 200
    assert tabs(owner) == ["All"]


def test_two_views_of_one_name_are_refused(owner, store, crowd):
    owner.post(NEW, {"name": "Banned"})
    assert owner.post(NEW, {"name": "banned"}).status_code == 422
    assert SavedView.objects.count() == 1


def test_columns_and_density_are_remembered_per_person(owner, colleague, store, crowd):
    owner.post("/customers/columns", {"columns": ["phone", "source", "nonsense"]})
    owner.post("/customers/density", {"density": "compact"})
    listing = owner.get("/customers").context["listing"]
    assert [column.key for column in listing.columns] == ["name", "phone", "source"]
    assert listing.density == "compact"
    assert ListPreference.objects.get().columns == ["name", "phone", "source"]
    assert "status" in [column.key for column in colleague.get("/customers").context["listing"].columns]


def test_no_such_density(owner, store):
    assert owner.post("/customers/density", {"density": "huge"}).status_code == 404
    assert not ListPreference.objects.exists()
