from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User
from accounts.roles import PERMISSIONS, PERMISSIONS_OF, Role
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


class MembershipQuerySet(models.QuerySet):
    def active(self):
        return self.filter(deactivated_at=None, store__closed_at=None)

    def owners(self):
        return self.filter(role=Role.OWNER, custom_role=None, deactivated_at=None)

    def for_table(self):
        return self.select_related("user", "custom_role", "store").order_by(
            models.F("deactivated_at").asc(nulls_first=True), "user__name", "user__email", "pk"
        )


class Membership(PublicModel):
    """A person's place in a store. The store's own role, when there is one, stands before `role`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    custom_role = models.ForeignKey(
        CustomRole, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["store", "user"], name="one_membership_per_store")]

    def __str__(self):
        return f"{self.user} at {self.store}"

    @cached_property
    def permissions(self) -> frozenset[str]:
        if self.custom_role:
            return frozenset(self.custom_role.permissions) & PERMISSIONS.keys()
        return PERMISSIONS_OF[self.role]

    def can(self, permission: str) -> bool:
        return permission in self.permissions and features.is_on(self.store, permission)

    def is_owner(self) -> bool:
        return self.role == Role.OWNER and self.custom_role_id is None

    def is_active(self) -> bool:
        return self.deactivated_at is None

    @property
    def role_name(self):
        return self.custom_role.name if self.custom_role else self.get_role_display()

    @property
    def actor(self) -> Actor:
        return self.user.actor
