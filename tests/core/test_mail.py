import pytest
from django.core.mail import EmailMultiAlternatives

from core.mail import kept_mails


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "core.mail.FolderBackend"
    settings.OUTBOX_PAGE = True
    settings.MAIL_FOLDER = tmp_path / "mails"
    return settings.MAIL_FOLDER


def send(subject="Hello Zoë"):
    message = EmailMultiAlternatives(subject, "Your code is BCDF-GHJK", "us@example.com", ["ana@example.com"])
    message.attach_alternative("<p>BCDF-GHJK</p>", "text/html")
    message.send()


def test_without_a_mail_server_each_mail_is_a_private_file(folder):
    send()

    (path,) = folder.iterdir()
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


def test_kept_mails_are_read_newest_first(folder):
    send("First")
    send("Second")

    mails = kept_mails(limit=1)

    assert [(mail.to, mail.subject) for mail in mails] == [("ana@example.com", "Second")]
    assert "BCDF-GHJK" in mails[0].text


def test_the_outbox_shows_them(folder, client, db):
    send()

    assert "BCDF-GHJK" in client.get("/account/outbox").content.decode()
