"""What this app's models hold: people who work here, never customers."""

from django.utils.translation import gettext_lazy as _

from accounts.models import ApiKey, CustomRole, Invitation, Membership, OwnershipOffer, User
from core.privacy import about_staff, impersonal

about_staff(
    User,
    User.groups.through,
    User.user_permissions.through,
    because=_("A person who signs in; they change and delete it themselves."),
)
about_staff(
    Invitation, Membership, OwnershipOffer, because=_("A person's place in the store; goes with the store.")
)
impersonal(ApiKey, CustomRole, because=_("The store's own."))
