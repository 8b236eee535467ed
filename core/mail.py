"""Mail without a mail server: each one is a file, and the log says what it said."""

import email
from dataclasses import dataclass
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path

import structlog
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

log = structlog.get_logger(__name__)


class FolderBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            path = folder / f"{timezone.now():%Y%m%d-%H%M%S-%f}.eml"
            path.write_bytes(message.message().as_bytes())
            path.chmod(0o600)
            log.info("mail_kept_in_folder", to=", ".join(message.to), subject=message.subject, file=str(path))
        return len(email_messages)


@dataclass(frozen=True)
class KeptMail:
    to: str
    subject: str
    text: str
    sent_at: datetime


def has_outbox() -> bool:
    """Whether kept mails may be read in the browser: only where one person tries it, for they hold codes."""
    return settings.OUTBOX_PAGE and settings.EMAIL_BACKEND == "core.mail.FolderBackend"


def kept_mails(*, limit: int) -> list[KeptMail]:
    paths = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), reverse=True)
    return [_read(path) for path in paths[:limit]]


def _read(path: Path) -> KeptMail:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    return KeptMail(
        to=message["to"],
        subject=message["subject"],
        text=message.get_body(("plain",)).get_content(),
        sent_at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
    )
