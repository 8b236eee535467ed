from django.db import models
from django.db.models import Q
from django.db.models.functions import Collate, ExtractDay, ExtractMonth, Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from core.models import Upload

LIVE = Q(deleted_at__isnull=True)


class Gender(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Another")


def text(label, length: int, **more):
    return models.CharField(label, max_length=length, blank=True, default="", db_default="", **more)


def _word_of(name: str) -> models.Index:
    """In lower case and compared letter by letter, so that the beginning of a word finds it too."""
    there = LIVE & ~Q(**{name: ""})
    return models.Index("store", Collate(Lower(name), "C"), "id", condition=there, name=f"customer_by_{name}")


class Particulars(models.Model):
    """What is known of a customer beyond name and contacts."""

    company = text(_("company"), 200)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    gender = text(_("gender"), 10, choices=Gender.choices)
    time_zone = text(_("time zone"), 60)
    # Of the main address, and written by its verbs alone.
    city = text(_("city"), 100)
    region = text(_("region"), 100)
    country = text(_("country"), 2, db_collation="C")
    socials = models.JSONField(_("social handles"), default=dict, db_default={}, blank=True)
    photo = models.ForeignKey(
        Upload, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    owner = models.ForeignKey(  # who looks after them
        Membership, models.SET_NULL, null=True, blank=True, related_name="customers", db_index=False
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index("store", "country", "id", condition=LIVE, name="customer_store_country"),
            models.Index(
                "store",
                ExtractMonth("birthday"),
                ExtractDay("birthday"),
                condition=LIVE & Q(birthday__isnull=False),
                name="customer_store_birthday",
            ),
            *(_word_of(name) for name in ("city", "company")),
            models.Index("owner", "id", condition=Q(owner__isnull=False), name="customer_owner"),
            models.Index("photo", condition=Q(photo__isnull=False), name="customer_photo"),
        ]
