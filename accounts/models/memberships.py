from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User
from accounts.roles import ALWAYS, GRANTABLE, PERMISSIONS_OF, Role
from core import features
from core.actors import Actor
from core.models import PublicModel


class CustomRole(PublicModel):
    """A role a store made for itself."""

    name = models.CharField(_("name"), max_length=50)
    permissions = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint("store", Lower("name"), name="custom_role_name_unique_per_store"),
        ]

    def __str__(self):
        return self.name


class RoleHolder(PublicModel):
    """Whatever carries a role: one of ours, or one the store made."""

    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    custom_role = models.ForeignKey(
        CustomRole, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True

    @property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.role, self.custom_role)

    @property
    def role_name(self):
        return self.custom_role.name if self.custom_role else self.get_role_display()


def permissions_of(role: str, custom_role: CustomRole | None) -> frozenset[str]:
    return frozenset(custom_role.permissions) & GRANTABLE | ALWAYS if custom_role else PERMISSIONS_OF[role]


def one_role(name: str) -> models.CheckConstraint:
    ours, own = Q(custom_role=None), Q(role="")
    return models.CheckConstraint(condition=(ours & ~own) | (~ours & own), name=name)


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(deactivated_at=None, store__closed_at=None)

    def owners(self):
        return self.filter(role=Role.OWNER, deactivated_at=None)

    def for_table(self):
        return self.select_related("user", "custom_role", "store").order_by(
            models.F("deactivated_at").asc(nulls_first=True), "user__name", "user__email", "pk"
        )


class Membership(RoleHolder):
    """A person's place in a store."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "user"], name="one_membership_per_store"),
            one_role("membership_has_one_role"),
        ]

    def __str__(self):
        return f"{self.user} at {self.store}"

    @cached_property
    def _can(self) -> frozenset[str]:
        return frozenset(name for name in self.permissions if features.is_on(self.store, name))

    def can(self, permission: str) -> bool:
        return permission in self._can

    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    def is_active(self) -> bool:
        return self.deactivated_at is None

    @property
    def actor(self) -> Actor:
        return self.user.actor


class OwnershipOffer(PublicModel):
    """One owner's offer to another member, which that member still has to accept."""

    giver = models.ForeignKey(Membership, models.CASCADE, related_name="offers_made")
    taker = models.ForeignKey(Membership, models.CASCADE, related_name="offers_received")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store"], name="one_ownership_offer_per_store"),
            models.CheckConstraint(condition=~Q(giver=models.F("taker")), name="ownership_goes_to_another"),
        ]

    def __str__(self):
        return f"{self.giver_id} to {self.taker_id}"

    def is_open(self, now: datetime) -> bool:
        return now < self.expires_at
