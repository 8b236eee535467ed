"""The mails of this app. A mail server that is down is told to the sender, never a failed page."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Invitation, OwnershipOffer

log = logging.getLogger(__name__)


def send_invitation(invitation: Invitation, token: str) -> bool:
    link = settings.PUBLIC_BASE_URL + reverse("join", args=[token])
    return _send("invitation", invitation.email, {"invitation": invitation, "link": link})


def send_ownership_offer(offer: OwnershipOffer) -> bool:
    link = settings.PUBLIC_BASE_URL + reverse("team:ownership")
    return _send("ownership_offer", offer.taker.user.email, {"offer": offer, "link": link})


def _send(name: str, to: str, context: dict) -> bool:
    context |= {"base_url": settings.PUBLIC_BASE_URL}
    parts = {kind: render_to_string(f"accounts/mail/{name}.{kind}", context) for kind in ("txt", "html")}
    subject, _newline, text = parts["txt"].partition("\n")
    mail = EmailMultiAlternatives(" ".join(subject.split()), text.strip() + "\n", to=[to])
    mail.attach_alternative(parts["html"], "text/html")
    try:
        mail.send()
    except (SMTPException, OSError):
        log.exception("mail_not_sent")
        return False
    return True
