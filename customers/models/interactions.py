from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import PublicModel
from customers.models.people import Customer, LiveManager

LONGEST_DAY = 24 * 60


class InteractionKind(models.TextChoices):
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    EMAIL = "email", _("E-mail")
    OTHER = "other", _("Other")


class Direction(models.TextChoices):
    OUT = "out", _("We got in touch")
    IN = "in", _("They got in touch")


class Outcome(models.TextChoices):
    REACHED = "reached", _("Spoke with them")
    LEFT_MESSAGE = "left_message", _("Left a message")
    NO_ANSWER = "no_answer", _("No answer")
    CALL_BACK = "call_back", _("To be continued")
    SETTLED = "settled", _("Settled")
    NOT_INTERESTED = "not_interested", _("Not interested")


class Interaction(PublicModel):
    """A call, a meeting or a message that did not pass through Regulars, as staff wrote it down."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="interactions")
    kind = models.CharField(_("kind"), max_length=10, choices=InteractionKind.choices)
    direction = models.CharField(
        _("who got in touch"),
        max_length=3,
        choices=Direction.choices,
        default=Direction.OUT,
        db_default=Direction.OUT,
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome.choices, blank=True, default="", db_default=""
    )
    happened_at = models.DateTimeField(_("when"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, validators=[MaxValueValidator(LONGEST_DAY)]
    )
    text = models.TextField(_("what was said"), max_length=5000, blank=True, default="", db_default="")
    # The event that stands for it on the timeline; another one once its time is put right.
    told_by = models.UUIDField(editable=False, unique=True)
    author_kind = models.CharField(max_length=10)
    author_id = models.BigIntegerField(null=True)
    author_label = models.CharField(max_length=200, blank=True, default="", db_default="")
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = LiveManager()
    with_deleted = models.Manager()

    class Meta:
        indexes = [
            models.Index(
                "deleted_at", condition=models.Q(deleted_at__isnull=False), name="interaction_deleted"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes=None) | models.Q(minutes__lte=LONGEST_DAY),
                name="interaction_fits_a_day",
            ),
        ]

    def __str__(self):
        return str(self.get_kind_display())

    def is_by(self, actor) -> bool:
        return (self.author_kind, self.author_id) == (actor.kind, actor.id)
