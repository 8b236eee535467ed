from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel
from customers.models.people import Customer


class EmailState(models.TextChoices):
    WAITING = "waiting", _("On its way")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")
    BOUNCED = "bounced", _("Came back")
    UNSURE = "unsure", _("Unclear")


class Email(PublicModel):
    """A mail that one of the staff wrote to one customer, and what became of it.

    Waiting: due at `try_at`. Sending: a worker holds it until `lease_until`; one that dies meanwhile
    leaves it unsure, and nothing sends an unsure one again by itself.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="emails")
    to_address = models.EmailField(db_collation="C")
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("message"), max_length=20_000)
    sender_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    reply_to = models.EmailField(blank=True, default="", db_default="")
    message_id = models.CharField(max_length=255, editable=False)
    state = models.CharField(
        max_length=10,
        choices=EmailState.choices,
        default=EmailState.WAITING,
        db_default=EmailState.WAITING,
    )
    problem = models.CharField(max_length=300, blank=True, default="", db_default="")
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    try_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    author_kind = models.CharField(max_length=10)
    author_id = models.BigIntegerField(null=True)
    author_label = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index("try_at", condition=models.Q(state=EmailState.WAITING), name="email_due"),
            models.Index("lease_until", condition=models.Q(state=EmailState.SENDING), name="email_leased"),
            models.Index(
                "store", "to_address", condition=models.Q(state=EmailState.BOUNCED), name="email_bounced"
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def is_under_way(self) -> bool:
        return self.state in (EmailState.WAITING, EmailState.SENDING)
