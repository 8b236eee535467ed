from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.actors import Actor, ActorKind


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the system")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class Clock(models.TextChoices):
    HOURS_24 = "24", _("24 hours, 17:30")
    HOURS_12 = "12", _("12 hours, 5:30 p.m.")


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email=email.lower())

    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in; what they may do hangs on their memberships."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    avatar = models.CharField(max_length=200, blank=True)  # the name of a private file
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    density = models.CharField(
        _("row height"), max_length=12, choices=Density.choices, default=Density.COMFORTABLE
    )
    clock = models.CharField(_("time format"), max_length=2, choices=Clock.choices, default=Clock.HOURS_24)
    language = models.CharField(_("language"), max_length=10, default="en")
    muted_notifications = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    last_store = models.ForeignKey(
        "core.Store", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="user_email_lower"
            ),
        ]

    def __str__(self):
        return self.name or self.email

    @property
    def actor(self) -> Actor:
        return Actor(kind=ActorKind.STAFF, id=self.pk, label=str(self))
