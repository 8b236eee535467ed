import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django.asserts import assertContains, assertRedirects

from core.models import Store
from core.store_settings import Address, Brand, BusinessHours, Locale, Security, Thresholds
from tests.conftest import make_stale


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def now_of(store, group):
    return Store.objects.get(pk=store.pk).settings_of(group)


def form_of(client, url) -> dict:
    """What a browser would send of the page as it is."""
    form = client.get(url).context
    forms = [f for part in form for f in part.get("forms", []) or []]
    data = {}
    for one in forms:
        for bound in one:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = "on" if value is True else bound.field.prepare_value(value)
    return data


def save(client, url, **changes):
    return client.post(url, form_of(client, url) | changes)


def png(size=(300, 200)):
    file = io.BytesIO()
    Image.new("RGB", size, "#4338ca").save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue(), "image/png")


@pytest.mark.parametrize("page", ["store", "sending-rules", "customer-rules", "security"])
def test_saving_a_page_as_it_is_changes_nothing(owner, store, page):
    assertRedirects(save(owner, f"/settings/{page}"), f"/settings/{page}")
    assert not store.setting_rows.exists()


def test_the_store_page_saves_name_time_and_address_together(owner, store):
    changes = {"name": "Tea & Co", "locale-currency": "EUR", "address-city": "Lisbon"}
    save(owner, "/settings/store", **changes)
    store.refresh_from_db()
    assert store.name == "Tea & Co"
    assert now_of(store, Locale).currency == "EUR"
    assert now_of(store, Address).city == "Lisbon"


def test_a_wrong_value_keeps_what_was_typed_and_saves_nothing(owner, store):
    changes = {"name": "New name", "thresholds-churned_days": "80", "thresholds-new_days": "11"}
    response = save(owner, "/settings/customer-rules", **changes)
    assertContains(response, "Must be longer than churning.", status_code=422)
    assertContains(response, 'value="11"', status_code=422)
    assert now_of(store, Thresholds) == Thresholds()


def test_a_day_without_its_tick_is_closed(owner, store):
    data = form_of(owner, "/settings/sending-rules")
    del data["business_hours-monday"]
    owner.post("/settings/sending-rules", data | {"business_hours-tuesday_closes": "18:30"})
    hours = now_of(store, BusinessHours)
    assert hours.monday is None
    assert hours.tuesday.closes.isoformat("minutes") == "18:30"


def test_closing_before_opening_is_refused(owner, store):
    response = save(owner, "/settings/sending-rules", **{"business_hours-monday_closes": "08:00"})
    assertContains(response, "The end must be after the start.", status_code=422)
    assert not store.setting_rows.exists()


def test_networks_are_kept_line_by_line_and_never_shut_out_who_sets_them(owner, store):
    field = "security-allowed_networks"
    response = save(owner, "/settings/security", **{field: "203.0.113.0/24"})
    assertContains(response, "lock yourself out", status_code=422)
    assert now_of(store, Security).allowed_networks == ()
    save(owner, "/settings/security", **{field: "127.0.0.1\n 203.0.113.0/24\n\n"})
    assert now_of(store, Security).allowed_networks == ("127.0.0.1", "203.0.113.0/24")


def test_staff_in_another_network_are_told_why(owner, store):
    store.setting_rows.create(group="security", values={"allowed_networks": ["203.0.113.0/24"]})
    assert owner.get("/settings/store").status_code == 403
    assert owner.get("/settings/store", REMOTE_ADDR="203.0.113.7").status_code == 200


def test_readers_see_settings_and_cannot_change_them(agent, store):
    assertContains(agent.get("/settings/customer-rules"), "disabled")
    assert agent.post("/settings/customer-rules", {"thresholds-new_days": "5"}).status_code == 403
    assert not store.setting_rows.exists()


def test_a_logo_is_kept_and_served_to_the_store_alone(owner, stranger, store):
    colours = {"brand-accent": "#0f766e", "brand-text": "#111111", "brand-background": "#ffffff"}
    owner.post("/settings/brand", colours | {"logo_file": "", "brand-logo_file": png()})
    brand = now_of(store, Brand)
    assert brand.accent == "#0f766e"
    url = f"/settings/brand/logo/{brand.logo}"
    assert owner.get(url)["Content-Type"] == "image/png"
    assert stranger.get(url).status_code == 404
    owner.post("/settings/brand", colours | {"brand-remove_logo": "on"})
    assert now_of(store, Brand).logo == ""


def test_a_file_that_is_no_image_is_refused(owner, store):
    file = SimpleUploadedFile("logo.png", b"<svg onload=alert(1)>", "image/png")
    colours = {"brand-accent": "#0f766e", "brand-text": "#111111", "brand-background": "#ffffff"}
    response = owner.post("/settings/brand", colours | {"brand-logo_file": file})
    assertContains(response, "not an image", status_code=422)
    assert not store.setting_rows.exists()


def test_colours_nobody_can_read_are_refused(owner, store):
    colours = {"brand-accent": "#dddd00", "brand-text": "#111111", "brand-background": "#ffffff"}
    assertContains(owner.post("/settings/brand", colours), "Hard to read", status_code=422)
    assert not store.setting_rows.exists()


def test_a_profile_is_saved_and_followed(owner):
    data = {"name": "Ana", "language": "en", "clock": "12", "theme": "dark", "density": "compact"}
    owner.post("/settings/profile", data | {"avatar_file": png()})
    user = owner.membership.user
    user.refresh_from_db()
    assert (user.name, user.theme, user.density, user.clock) == ("Ana", "dark", "compact", "12")
    assert owner.get(f"/settings/profile/pictures/{user.avatar.rpartition('/')[2]}").status_code == 200
    page = owner.get("/settings/profile")
    assertContains(page, 'data-theme-choice="dark"')
    assertContains(page, 'data-density="compact"')


def test_a_picture_is_shown_to_colleagues_and_nobody_else(owner, agent, stranger):
    data = {"name": "Ana", "language": "en", "clock": "24", "theme": "dark", "density": "compact"}
    owner.post("/settings/profile", data | {"avatar_file": png()})
    owner.membership.user.refresh_from_db()
    url = f"/settings/profile/pictures/{owner.membership.user.avatar.rpartition('/')[2]}"
    assert agent.get(url).status_code == 200
    assert stranger.get(url).status_code == 404


def test_the_theme_of_the_menu_is_kept(owner):
    assert owner.post("/settings/profile/appearance", {"theme": "dark"}).status_code == 204
    assert owner.post("/settings/profile/appearance", {"theme": "pink"}).status_code == 422
    owner.membership.user.refresh_from_db()
    assert owner.membership.user.theme == "dark"


def test_an_area_is_switched_off_and_on(owner, store):
    assertContains(owner.get("/settings/areas"), "API")
    owner.post("/settings/areas/api_keys", {"on": "0"})
    assert owner.get("/settings/api-keys").status_code == 404
    assert "/settings/api-keys" not in owner.get("/settings/store").content.decode()
    owner.post("/settings/areas/api_keys", {"on": "1"})
    assert owner.get("/settings/api-keys").status_code == 200


def test_an_area_nobody_knows_cannot_be_switched(owner, store):
    assert owner.post("/settings/areas/team", {"on": "0"}).status_code == 404
    assert not store.setting_rows.exists()


def test_dangerous_pages_ask_who_it_is_again(owner):
    make_stale(owner)
    for url in ["/settings/api-keys/add", "/settings/roles/add"]:
        assert owner.get(url)["Location"].startswith("/account/again")
    assert owner.post("/settings/close", {"typed_name": "x"})["Location"].startswith("/account/again")
