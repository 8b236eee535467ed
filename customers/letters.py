"""One plain mail through the store's mail path, and what the mail server made of it."""

import logging
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from smtplib import (
    SMTPConnectError,
    SMTPDataError,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from customers.models import EmailState

log = logging.getLogger(__name__)
TEMPORARY = range(400, 500)
# After one of these the server has surely not taken the mail.
REFUSED = (SMTPSenderRefused, SMTPDataError, SMTPHeloError, SMTPConnectError)


@dataclass(frozen=True, kw_only=True)
class Letter:
    to: str
    subject: str
    text: str
    sender_name: str
    reply_to: str
    message_id: str


@dataclass(frozen=True)
class Fate:
    """What becomes of it: sent, bounced, failed or unsure; waiting means that it may be tried again."""

    state: EmailState
    problem: str = ""


def post(letter: Letter) -> Fate:
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        log.warning("mail_server_not_reached: %s", type(error).__name__)
        return Fate(EmailState.WAITING, _("The mail server could not be reached."))
    try:
        connection.send_messages([_message(letter)])
    except SMTPRecipientsRefused as error:
        return _fate_of_recipient(*next(iter(error.recipients.values())))
    except REFUSED as error:
        return _fate_of_refusal(error)
    except Exception as error:
        log.warning("mail_may_be_lost: %s", type(error).__name__)
        return Fate(EmailState.UNSURE, _("No answer came (%(what)s).") % {"what": type(error).__name__})
    finally:
        connection.close()
    return Fate(EmailState.SENT)


def _message(letter: Letter) -> EmailMessage:
    """Our own address stays the sender's, or the mail would look forged; the name is the writer's."""
    _name, ours = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return EmailMessage(
        subject=letter.subject,
        body=letter.text + "\n",
        from_email=formataddr((" ".join(letter.sender_name.split()), ours)),
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={"Message-ID": letter.message_id},
    )


def _fate_of_recipient(code: int, _answer: bytes) -> Fate:
    if code in TEMPORARY:
        return Fate(EmailState.WAITING, _("The mailbox cannot take mail just now."))
    return Fate(EmailState.BOUNCED, _("The mail server does not know this address."))


def _fate_of_refusal(error: SMTPResponseException) -> Fate:
    problem = _("The mail server refused it (%(code)s).") % {"code": error.smtp_code}
    return Fate(EmailState.WAITING if error.smtp_code in TEMPORARY else EmailState.FAILED, problem)
