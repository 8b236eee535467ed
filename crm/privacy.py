"""What the tables hold that are not ours: Django's and allauth's."""

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from core.privacy import about_staff, impersonal

about_staff(
    Authenticator,
    EmailAddress,
    EmailConfirmation,
    LogEntry,
    Session,
    UserSession,
    because=_("How people who work here sign in."),
)
impersonal(ContentType, Group, Group.permissions.through, Permission, because=_("Django's own."))
