"""Calls, e-mails and notes on a customer's page, as a person uses them."""

import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accounts.roles import Role
from core.events.relay import relay
from customers import services
from customers.models import Email, EmailState, Interaction, Note
from notifications.models import Notification
from tests.factories import CustomerFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
NOW = timezone.now()


@pytest.fixture
def customer(store):
    return CustomerFactory(
        store=store, first_name="Ana", last_name="López", email="ana@example.com", phone="+447700900123"
    )


@pytest.fixture
def told(customer, owner):
    """A call, a meeting, a mail that went out and one that came back."""
    by = owner.membership.actor
    who = {"customer": customer, "by": by, "now": NOW}
    talks = [
        ("call", "out", "no_answer", 9, None, ""),
        (
            "call",
            "in",
            "call_back",
            7,
            12,
            "Do the boots come half a size bigger? We look.",
        ),
        (
            "meeting",
            "out",
            "settled",
            3,
            40,
            "Fitting. Takes the 38½, wants them by the first snow.",
        ),
    ]
    for kind, direction, outcome, days, minutes, text in talks:
        services.log_interaction(
            kind=kind,
            direction=direction,
            outcome=outcome,
            happened_at=NOW - timedelta(days=days),
            minutes=minutes,
            text=text,
            **who,
        )
    sender = services.Sender(name="Jo Marsh, Larkspur", reply_to="jo@example.com")
    for subject, state, problem in (
        ("Your boots are here", EmailState.SENT, ""),
        ("Opening hours over Christmas", EmailState.FAILED, "The mail server refused it (554)."),
    ):
        text = "Hello Ana,\n\nthey came in this morning, in your size. Shall we keep them?\n\nJo"
        email = services.write_email(subject=subject, text=text, sender=sender, **who)
        Email.objects.filter(pk=email.pk).update(state=state, problem=problem, sent_at=NOW)
    html = (
        "<p>Prefers to be <strong>called after six</strong>. Before we write:</p>"
        "<ul><li><p>ask about the knee</p></li><li><p>no phone numbers by mail</p></li></ul>"
    )
    note = services.add_note(customer=customer, html=html, by=by, now=NOW)
    services.pin_note(note=note, by=by, now=NOW)


def panel(page):
    return page.locator("#panel-communications")


def test_the_page_looks_right(look, enter, owner, customer, told, axe, fits, shot):
    page = enter(owner, f"/customers/{customer.public_id}")
    expect(panel(page).get_by_text("Your boots are here")).to_be_visible()
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    page.wait_for_load_state("networkidle")
    shot(f"communications-{look}")
    axe()
    fits()
    panel(page).get_by_role("link", name="Opening hours over Christmas").click()
    expect(page.locator("#drawer")).to_contain_text("refused it")
    shot(f"email-{look}", full_page=False)
    axe()
    page.keyboard.press("Escape")
    panel(page).get_by_role("link", name="Log a call").click()
    expect(page.locator("#drawer").get_by_label("What was said")).to_be_visible()
    shot(f"log-call-{look}", full_page=False)
    axe()
    page.keyboard.press("Escape")
    panel(page).get_by_role("link", name="Write an e-mail").click()
    expect(page.locator("#drawer").get_by_label("Subject")).to_be_visible()
    shot(f"write-email-{look}", full_page=False)
    axe()
    fits()


def test_find_somebody_by_half_a_surname_and_mail_them(enter, owner, customer):
    page = enter(owner, "/")
    begun = time.monotonic()
    page.keyboard.press("Control+k")
    page.keyboard.type("lóp")
    page.get_by_role("option", name=re.compile("Ana López")).click()
    page.get_by_role("link", name="E-mail", exact=True).click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("Subject").fill("Your boots")
    drawer.get_by_label("Message").fill("They are here.")
    drawer.get_by_role("button", name="Send e-mail").click()
    expect(page.locator(".toast")).to_contain_text("On its way to Ana López")
    assert time.monotonic() - begun < 10
    expect(panel(page).get_by_text("On its way")).to_be_visible()
    services.send_due_emails(now=timezone.now())
    expect(panel(page).get_by_text("On its way")).to_have_count(0)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["ana@example.com"], "Your boots")]
    expect(page.locator("#timeline")).to_contain_text("an e-mail: “Your boots”")


def test_log_a_call_mend_it_delete_it_and_take_that_back(enter, owner, customer, axe):
    page = enter(owner, f"/customers/{customer.public_id}")
    panel(page).get_by_role("link", name="Log a call").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("They got in touch").check()
    drawer.get_by_label("Outcome").select_option("Left a message")
    drawer.get_by_label("What was said").fill("About the boots.")
    drawer.get_by_role("button", name="Save").click()
    row = panel(page).locator("li", has_text="Call · Left a message")
    expect(row).to_contain_text("About the boots.")
    row.get_by_role("button", name="Call · Left a message: more").click()
    axe()
    page.get_by_role("menuitem", name="Edit").click()
    drawer.get_by_label("What was said").fill("About the laces.")
    drawer.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("About the laces.")
    row.get_by_role("button", name="Call · Left a message: more").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(row).to_have_count(0)
    page.locator(".toast", has_text="Entry deleted").get_by_role("button", name="Undo").click()
    expect(row).to_be_visible()
    assert Interaction.objects.get().text == "About the laces."


def test_write_a_note_with_formatting_and_call_a_colleague_by_keyboard(
    enter, owner, store, customer, axe, shot
):
    ben = MembershipFactory(store=store, role=Role.SUPPORT, user__name="Ben Ode")
    MembershipFactory(store=store, role=Role.SALES, user__name="Berta Lind")
    page = enter(owner, f"/customers/{customer.public_id}")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    page.get_by_role("textbox", name="Note").click()
    page.keyboard.press("Control+b")
    page.keyboard.type("Size 38")
    page.keyboard.press("Control+b")
    page.keyboard.type(", ask @be")
    picker = page.get_by_role("listbox", name="Whom to mention")
    expect(picker.get_by_role("option")).to_have_count(2)
    shot("mention-picker", full_page=False)
    axe()
    page.keyboard.type("r")
    expect(picker.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(picker.get_by_role("option")).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.type("soon")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".note strong")).to_have_text("Size 38")
    note = Note.objects.get()
    assert note.text == "Size 38, ask @Ben Ode soon"
    relay()
    assert Notification.objects.get(user=ben.user).url.endswith(f"#note-{note.public_id}")
    expect(page.get_by_role("textbox", name="Note")).to_have_text("")

    page.locator(".note").get_by_role("button", name="Edit").click()
    expect(page.locator(".note .rich.textarea")).to_be_focused()
    page.keyboard.type(", please")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator(".note")).to_contain_text("soon, please")
    page.get_by_role("link", name="edited").click()
    drawer = page.locator("#drawer")
    expect(drawer.locator("ins")).to_have_text(", please")
    shot("note-history", full_page=False)
    axe()


def test_a_note_without_words_keeps_the_editor(enter, owner, customer, axe):
    page = enter(owner, f"/customers/{customer.public_id}")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    page.get_by_role("button", name="Add note").click()
    expect(page.locator("#notes .field-error")).to_be_visible()
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    axe()
    assert not Note.objects.exists()


@pytest.fixture
def browser_context_args(browser_context_args, request):
    without_scripts = "no_script" in request.fixturenames
    return {**browser_context_args, **({"java_script_enabled": False} if without_scripts else {})}


@pytest.fixture
def no_script():
    """The page as it is where no script runs."""


def test_without_scripts_a_note_is_plain_text(no_script, enter, owner, customer):
    page = enter(owner, f"/customers/{customer.public_id}")
    page.get_by_label("Note", exact=True).fill("Likes green")
    page.get_by_role("button", name="Add note").click()
    assert Note.objects.get().text == "Likes green"
