from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from core.models import EventRecord
from customers import services
from customers.models import AccountStatus, Customer, Email, EmailState
from tests.factories import EmailFactory
from tests.threads import at_once

NOW = timezone.now()
SENDER = services.Sender(name="Jo Marsh, Larkspur", reply_to="jo@example.com")
REFUSED_BOX = SMTPRecipientsRefused({"ana@example.com": (550, b"no such user")})
FULL_BOX = SMTPRecipientsRefused({"ana@example.com": (452, b"full")})


@pytest.fixture
def email(customer, actor):
    return write(customer, actor)


def write(customer, actor, subject="Your boots", text="Back in your size.", now=NOW):
    return services.write_email(
        customer=customer, subject=subject, text=text, sender=SENDER, by=actor, now=now
    )


def told(name):
    return EventRecord.objects.filter(name=f"customers.email_{name}")


@pytest.fixture
def server(monkeypatch):
    """What the mail server does when it gets the mail, or when it is called at all."""

    class Server:
        answer = no_answer = None

    def send(backend, messages):
        if Server.answer:
            raise Server.answer
        return original(backend, messages)

    def opened(backend):
        if Server.no_answer:
            raise Server.no_answer

    original = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    monkeypatch.setattr(EmailBackend, "open", opened)
    return Server


def test_it_goes_out_under_the_writers_name_and_answers_come_to_them(email):
    services.send_due_emails(now=NOW)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["ana@example.com"], "Your boots", "Back in your size.\n")
    assert sent.reply_to == ["jo@example.com"]
    name, address = parseaddr(sent.message()["From"])
    assert (name, address.partition("@")[0]) == ("Jo Marsh, Larkspur", "regulars")
    assert sent.message()["Message-ID"] == email.message_id
    email.refresh_from_db()
    assert (email.state, email.sent_at, email.attempts) == (EmailState.SENT, NOW, 1)


def test_the_timeline_tells_of_it_at_once(email, owner, customer):
    record = told("written").get()
    assert (record.customer_id, record.payload["title"]) == (customer.pk, "Your boots")
    page = owner.get(f"/customers/{customer.public_id}/timeline").content.decode()
    assert "wrote <b>Ana López</b> an e-mail: “Your boots”" in page


def test_it_is_sent_once(email):
    assert services.send_due_emails(now=NOW) == 1
    assert services.send_due_emails(now=NOW) == 0
    assert len(mail.outbox) == 1
    assert told("sent").count() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_send_it_once(email):
    assert sorted(at_once(*[lambda: services.send_due_emails(now=NOW)] * 4)) == [0, 0, 0, 1]
    assert len(mail.outbox) == 1


def test_line_breaks_in_a_subject_make_no_header(customer, actor):
    email = write(customer, actor, subject="Boots\r\nBcc: all@example.com")
    services.send_due_emails(now=NOW)
    assert email.subject == "Boots Bcc: all@example.com"
    assert mail.outbox[0].recipients() == ["ana@example.com"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"email": None}, "No e-mail address"),
        ({"status": AccountStatus.SUSPENDED}, "suspended"),
        ({"status": AccountStatus.ERASED}, "erased"),
        ({"deleted_at": NOW}, "deleted"),
    ],
)
def test_who_may_get_none_gets_none(customer, actor, owner, change, reason):
    Customer.objects.filter(pk=customer.pk).update(**change)
    with pytest.raises(services.CannotWriteEmail, match=reason):
        write(customer, actor)
    assert not Email.objects.exists()
    assert not told("written").exists()


def test_an_address_that_came_back_lately_gets_no_more(customer, actor):
    bounced = EmailFactory(customer=customer, state=EmailState.BOUNCED)
    with pytest.raises(services.CannotWriteEmail, match="came back"):
        write(customer, actor)
    Email.objects.filter(pk=bounced.pk).update(created_at=NOW - timedelta(days=31))
    assert write(customer, actor).state == EmailState.WAITING


def test_nothing_leaves_once_the_customer_is_suspended(email, customer, actor):
    services.suspend_customer(customer=customer, by=actor, now=NOW)
    services.send_due_emails(now=NOW)
    email.refresh_from_db()
    assert (email.state, mail.outbox) == (EmailState.FAILED, [])
    assert told("not_sent").get().payload["state"] == "failed"


def test_nothing_goes_to_an_address_the_customer_no_longer_has(email, customer, actor):
    services.edit_customer(customer=customer, email="new@example.com", by=actor, now=NOW)
    services.send_due_emails(now=NOW)
    email.refresh_from_db()
    assert (email.state, mail.outbox) == (EmailState.FAILED, [])


def test_a_server_that_is_down_is_asked_again_later_and_at_last_given_up(email, server):
    server.no_answer = ConnectionRefusedError()
    now = NOW
    for wait in services.emails.WAITS:
        services.send_due_emails(now=now)
        email.refresh_from_db()
        assert (email.state, email.try_at) == (EmailState.WAITING, now + wait)
        assert services.send_due_emails(now=now) == 0
        now += wait
    services.send_due_emails(now=now)
    email.refresh_from_db()
    assert (email.state, email.attempts) == (EmailState.FAILED, 5)
    assert told("not_sent").count() == 1


def test_it_arrives_once_the_server_is_back(email, server):
    server.no_answer = ConnectionRefusedError()
    services.send_due_emails(now=NOW)
    server.no_answer = None
    services.send_due_emails(now=NOW + timedelta(minutes=2))
    email.refresh_from_db()
    assert (email.state, email.problem, len(mail.outbox)) == (EmailState.SENT, "", 1)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (REFUSED_BOX, EmailState.BOUNCED),
        (FULL_BOX, EmailState.WAITING),
        (SMTPDataError(554, b"spam"), EmailState.FAILED),
        (SMTPDataError(451, b"later"), EmailState.WAITING),
        (SMTPServerDisconnected("gone"), EmailState.UNSURE),
        (TimeoutError(), EmailState.UNSURE),
    ],
)
def test_the_servers_answer_decides(email, server, answer, state):
    server.answer = answer
    services.send_due_emails(now=NOW)
    email.refresh_from_db()
    assert email.state == state
    assert email.problem


def test_what_a_dead_worker_left_is_unsure_and_not_sent_again(email):
    Email.objects.update(state=EmailState.SENDING, lease_until=NOW - timedelta(seconds=1))
    services.send_due_emails(now=NOW)
    email.refresh_from_db()
    assert (email.state, mail.outbox) == (EmailState.UNSURE, [])
    assert told("not_sent").get().payload["state"] == "unsure"


def test_words_of_mails_are_in_no_log(email, server, caplog):
    server.answer = SMTPServerDisconnected("while sending Back in your size. to ana@example.com")
    services.send_due_emails(now=NOW)
    assert "size" not in caplog.text
    assert "ana@example.com" not in caplog.text


def test_the_page_begins_with_a_greeting_and_the_writers_name(owner, customer):
    page = owner.get(f"/customers/{customer.public_id}/email")
    text = page.context["form"]["text"].value()
    assert text.startswith("Hello Ana,\n")
    assert text.endswith(f"{owner.membership.user}\n{owner.membership.store.name}")


def test_the_page_writes_and_shows_it(owner, customer):
    page = f"/customers/{customer.public_id}"
    owner.post(f"{page}/email", {"subject": "Your boots", "text": "Back <b>now</b>"})
    email = Email.objects.get()
    assert (email.reply_to, email.to_address) == (owner.membership.user.email, "ana@example.com")
    assert "Your boots" in owner.get(f"{page}/communications").content.decode()
    assert "Back &lt;b&gt;now&lt;/b&gt;" in owner.get(f"/customers/emails/{email.public_id}").content.decode()


def test_the_page_keeps_what_was_typed_when_it_is_refused(owner, customer):
    Customer.objects.filter(pk=customer.pk).update(status=AccountStatus.SUSPENDED)
    response = owner.post(f"/customers/{customer.public_id}/email", {"subject": "A", "text": "Kept words"})
    assert response.status_code == 422
    assert "Kept words" in response.content.decode()
    assert not Email.objects.exists()


def test_the_page_says_why_nothing_can_be_sent(owner, customer):
    Customer.objects.filter(pk=customer.pk).update(email=None)
    page = owner.get(f"/customers/{customer.public_id}/email").content.decode()
    assert "No e-mail address is known" in page
    assert "<textarea" not in page


def test_others_may_not(agent, stranger, customer):
    page = f"/customers/{customer.public_id}/email"
    words = {"subject": "A", "text": "B"}
    assert agent.post(page, words).status_code == 403
    assert stranger.post(page, words).status_code == 404
    assert not Email.objects.exists()
