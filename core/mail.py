"""Mail without a mail server: each one is a file, and the log says what it said."""

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
