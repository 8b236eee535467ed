import hashlib
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.roles import PERMISSIONS
from core import features
from core.actors import Actor, ActorKind
from core.models import PublicModel
from core.store_settings import is_in_networks

START = "rgl_live_"


def digest(secret: str) -> str:
    """A 256-bit random key needs no salt or slow hash: it cannot be guessed from its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiKeyQuerySet(models.QuerySet):
    def presented_as(self, secret: str, now: datetime):
        """The key with this secret, or with this one as its old secret while the overlap lasts."""
        hashed = digest(secret)
        old = models.Q(old_hash=hashed, old_valid_until__gt=now)
        return self.select_related("store").filter(models.Q(hash=hashed) | old)

    def for_table(self):
        return self.select_related("created_by").order_by(
            models.F("revoked_at").asc(nulls_first=True), "-created_at", "-pk"
        )


class ApiKey(PublicModel):
    """What another program presents to act for the store. It is the store's, not its maker's."""

    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=20)
    hash = models.CharField(max_length=64, unique=True)
    old_prefix = models.CharField(max_length=20, blank=True)
    old_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)  # noqa: DJ001
    old_valid_until = models.DateTimeField(null=True, blank=True)
    scopes = ArrayField(models.CharField(max_length=60), default=list)
    ip_allow_list = ArrayField(models.CharField(max_length=43), default=list, blank=True)
    rate_per_minute = models.PositiveIntegerField(
        default=600, validators=[MinValueValidator(1), MaxValueValidator(6000)]
    )
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_ip = models.GenericIPAddressField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="api_keys_made"
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["store", "-created_at"], name="api_key_list")]

    def __str__(self):
        return self.name

    @cached_property
    def permissions(self) -> frozenset[str]:
        return frozenset(self.scopes) & PERMISSIONS.keys()

    def can(self, permission: str) -> bool:
        return permission in self.permissions and features.is_on(self.store, permission)

    @property
    def actor(self) -> Actor:
        return Actor(kind=ActorKind.API_KEY, id=self.pk, label=self.name)

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def is_usable(self, now: datetime) -> bool:
        return self.revoked_at is None and not self.is_expired(now)

    def allows_ip(self, ip: str | None) -> bool:
        return is_in_networks(ip, self.ip_allow_list)
