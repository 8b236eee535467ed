"""Jobs and notifications as staff see them: live, in both themes, on a screen and a phone."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from core.models import Job, JobError
from tests.core import sample_jobs  # noqa: F401  (registers them)
from tests.factories import JobFactory, NotificationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def jobs(store):
    """One job in each state."""
    now = timezone.now()
    day = {
        "result_expires_at": now + timedelta(hours=20),
        "result_name": "customers.csv",
        "result_size": 81_000_000,
    }
    times = {"started_at": now - timedelta(seconds=70), "finished_at": now - timedelta(seconds=10)}
    moving = {"stint_at": now - timedelta(seconds=8), "moved_at": now, "done": 412_300, "total": 1_000_000}
    failed = {"state": "failed", "error_count": 3, "done": 48_000, "total": 120_000, **times}
    done = {"state": "done", "done": 98_412, "total": 98_412, "outcome": "98,412 customers", **day, **times}
    silent = "The database or another service did not answer. Try again later."
    made = [
        JobFactory(store=store, title="Import customers from shopify.csv", problem=silent, **failed),
        JobFactory(
            store=store, title="Tag 1,284 customers", state="cancelled", done=600, total=1_284, **times
        ),
        JobFactory(store=store, title="Export customers", started_by_label="Marko Novak", **done),
        JobFactory(store=store, title="Export customers", is_running=True, **moving),
        JobFactory(store=store, title="Recalculate lifetime values", started_by_label="Marko Novak"),
    ]
    reasons = ["The e-mail address is not complete", "Twice in the file", "The country is not known"]
    for number, reason in enumerate(reasons):
        JobError.objects.create(
            store=store, job=made[0], row_number=1_204 + number, reason=reason, value="ana@"
        )
    return [Job.objects.get(pk=job.pk) for job in made]


def test_the_jobs_page_looks_right(look, enter, owner, jobs, axe, fits, shot):
    enter(owner, "/jobs")
    shot(f"jobs-{look}")
    axe()
    fits()


def test_a_job_looks_right(look, enter, owner, jobs, axe, fits, shot):
    enter(owner, f"/jobs/{jobs[0].public_id}")
    shot(f"job-failed-{look}")
    axe()
    fits()


def test_an_empty_jobs_page_looks_right(look, enter, owner, axe, fits, shot):
    enter(owner, "/jobs")
    shot(f"jobs-empty-{look}")
    axe()
    fits()


def test_a_job_opens_in_the_drawer_and_moves_by_itself(page, enter, owner, jobs, axe, shot):
    running = jobs[3]
    enter(owner, "/jobs")
    page.locator(f"#job-{running.public_id} .row-link").click()
    expect(page.locator("#drawer")).to_contain_text("412,300 of 1,000,000")
    axe()
    shot("job-drawer", full_page=False)
    Job.objects.filter(pk=running.pk).update(state="done", done=1_000_000, finished_at=timezone.now())
    expect(page.locator("#job-live")).to_contain_text("Done", timeout=6_000)
    expect(page.locator("#job-live")).not_to_have_attribute("hx-trigger", "every 2s")


def test_the_list_moves_by_itself(page, enter, owner, jobs):
    enter(owner, "/jobs")
    Job.objects.filter(pk=jobs[3].pk).update(done=731_000)
    expect(page.locator("#job-list")).to_contain_text("731,000 of 1,000,000", timeout=6_000)


def test_a_waiting_job_is_cancelled_from_the_drawer(page, enter, owner, jobs):
    enter(owner, "/jobs")
    page.locator(f"#job-{jobs[4].public_id} .row-link").click()
    page.get_by_role("button", name="Cancel job").click()
    expect(page.locator("toast-stack")).to_contain_text("will stop shortly")
    expect(page.locator("#job-live")).to_contain_text("Cancelled")


@pytest.fixture
def news(store, owner):
    made = NotificationFactory.create_batch(
        2, store=store, user=owner.membership.user, seen_at=timezone.now()
    )
    made.append(
        NotificationFactory(
            store=store,
            user=owner.membership.user,
            kind="platform.job_failed",
            title="Import customers failed",
            text="The file has no column for e-mail addresses.",
        )
    )
    return made


def test_the_bell_rings_with_a_toast_and_opens(look, page, enter, owner, news, axe, fits, shot):
    enter(owner)
    expect(page.locator("toast-stack")).to_contain_text("Import customers failed")
    expect(page.locator(".bell-count")).to_have_text("3")
    page.locator("toast-stack [aria-label='Dismiss']").click()
    page.locator("#bell-button").click()
    expect(page.locator("#bell-panel")).to_contain_text("no column for e-mail")
    shot(f"bell-{look}", full_page=False)
    axe()
    fits()


def test_notifications_look_right_and_are_read(look, page, enter, owner, news, axe, fits, shot):
    enter(owner, "/notifications")
    shot(f"notifications-{look}")
    axe()
    fits()
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator(".page-head")).to_contain_text("All read")


def test_a_toast_shown_is_not_shown_again(page, enter, owner, news):
    enter(owner)
    expect(page.locator("toast-stack")).to_contain_text("Import customers failed")
    with page.expect_response(lambda response: "/bell" in response.url):
        page.reload()
    expect(page.locator(".bell-count")).to_have_text("3")
    expect(page.locator("toast-stack")).not_to_contain_text("Import customers failed")


def test_an_image_is_sent_when_chosen_and_a_wrong_file_is_told(
    page, enter, owner, settings, tmp_path, axe, shot
):
    options = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    (tmp_path / "logo.png").write_bytes(picture())
    (tmp_path / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    enter(owner, "/styleguide")
    field = page.locator("#field-logo")
    field.locator("input[type=file]").set_input_files(tmp_path / "logo.png")
    expect(field.locator("img")).to_be_visible()
    kept = field.locator("input[name=logo]").input_value()
    field.locator("input[type=file]").set_input_files(tmp_path / "logo.svg")
    expect(field).to_contain_text("not an image we can read")
    assert field.locator("input[name=logo]").input_value() == kept != ""
    field.scroll_into_view_if_needed()
    shot("image-field", full_page=False)
    axe()


def picture():
    file = io.BytesIO()
    Image.new("RGB", (64, 64), "teal").save(file, "PNG")
    return file.getvalue()
