"""People as such, whatever stores they work in: added with a checked e-mail, blocked, let in again."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.signin import end_sessions, record_about_person
from accounts.signin.events import PersonBlocked, PersonUnblocked, SecondStepReset
from core.actors import Actor
from core.exceptions import DomainError


class CannotBlock(DomainError):
    code = "cannot_block"


@transaction.atomic
def add_person(*, email: str, name: str, password: str | None, is_superuser: bool = False) -> User:
    """An account whose e-mail needs no check: a link we mailed led here, or the server's own shell."""
    user = User.objects.create_user(
        email=email, password=password, name=name, is_superuser=is_superuser, is_staff=is_superuser
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def block_person(*, user: User, by: Actor) -> None:
    if by.id == user.pk:
        raise CannotBlock(_("You cannot block yourself."))
    user.is_active = False
    user.save(update_fields=["is_active"])
    record_about_person(PersonBlocked, user=user, by=by)
    end_sessions(user=user, by=by)


@transaction.atomic
def unblock_person(*, user: User, by: Actor) -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    record_about_person(PersonUnblocked, user=user, by=by)


@transaction.atomic
def reset_second_step(*, user: User, by: Actor) -> None:
    """For somebody who lost their phone and their recovery codes, once they proved who they are to us."""
    Authenticator.objects.filter(user=user).delete()
    record_about_person(SecondStepReset, user=user, by=by)
    end_sessions(user=user, by=by)
