"""What people agreed to receive, and how that is known."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel, StoreModel
from customers.models.people import Customer


class Channel(models.TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")
    PUSH = "push", _("Push")
    WALLET = "wallet", _("Wallet")


class Purpose(models.TextChoices):
    MARKETING = "marketing", _("News and offers")
    PROFILING = "profiling", _("Tailored by what was bought and looked at")
    SHARING = "sharing", _("Shared with partners")


class Word(models.TextChoices):
    GIVEN = "given", _("Agreed")
    WITHDRAWN = "withdrawn", _("Refused")


class Method(models.TextChoices):
    OWN_PAGE = "own_page", _("Their own page")
    CONFIRMED = "confirmed", _("Confirmed by a link in a message")
    REPLY = "reply", _("Reply to a message")
    LINK = "link", _("Link in a message")
    CHECKOUT = "checkout", _("Checkout")
    FORM = "form", _("Form in the shop")
    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("On the phone")
    WRITTEN = "written", _("In writing")
    IMPORT = "import", _("Import")


# Only what the person did, from an address or number that is theirs, takes back a refusal.
BY_OWN_HAND = (Method.OWN_PAGE, Method.CONFIRMED, Method.REPLY)


class ConsentTopic(PublicModel):
    """A kind of news people may choose for themselves: "New arrivals"."""

    name = models.CharField(_("name"), max_length=60)
    text = models.CharField(_("what it brings"), max_length=200, blank=True)
    position = models.IntegerField(default=0)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "store",
                models.functions.Lower("name"),
                condition=Q(archived_at__isnull=True),
                name="topic_once_per_store",
            )
        ]

    def __str__(self):
        return self.name


class ConsentRecord(PublicModel):
    """One word of a person, with its proof. The ledger: only ever added to; the database sees to it.

    Without a topic it is about all news of the channel. Profiling and sharing have no channel.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consent_records")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.MARKETING)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    topic = models.ForeignKey(ConsentTopic, models.RESTRICT, null=True, related_name="records")
    word = models.CharField(max_length=10, choices=Word.choices)
    said_at = models.DateTimeField()
    method = models.CharField(max_length=10, choices=Method.choices)
    wording = models.TextField(blank=True)  # as the person saw or heard it
    form = models.CharField(max_length=200, blank=True)  # which form or page
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    actor_kind = models.CharField(max_length=10)  # who wrote it down
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, blank=True)
    # The record that this one takes back: a slip of whoever wrote it down, not a word of the person.
    corrects = models.OneToOneField("self", models.CASCADE, null=True, related_name="corrected_by")

    class Meta:
        indexes = [models.Index("customer", F("said_at").desc(), name="consents_of_customer")]
        constraints = [
            # A delivery repeated is the same word.
            models.UniqueConstraint(
                fields=["customer", "purpose", "channel", "topic", "word", "said_at", "corrects"],
                nulls_distinct=False,
                name="consent_said_once",
            ),
        ]

    def __str__(self):
        return f"{self.word} {self.purpose} {self.channel}"

    @property
    def key(self) -> tuple[str, str, int | None]:
        return self.purpose, self.channel, self.topic_id

    @property
    def is_slip(self) -> bool:
        """Whether a later record corrects it, where the query said so."""
        return getattr(self, "corrected", False)

    @property
    def is_by_own_hand(self) -> bool:
        return self.method in BY_OWN_HAND


class Consent(StoreModel):
    """What holds now: what the ledger comes to, kept so that a million are asked at once."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="consents", db_index=False)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    topic = models.ForeignKey(ConsentTopic, models.CASCADE, null=True, related_name="consents")
    word = models.CharField(max_length=10, choices=Word.choices)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "purpose", "channel", "topic"],
                nulls_distinct=False,
                name="consent_holds_once",
            ),
        ]

    def __str__(self):
        return f"{self.word} {self.purpose} {self.channel}"

    @property
    def key(self) -> tuple[str, str, int | None]:
        return self.purpose, self.channel, self.topic_id
