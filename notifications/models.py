from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.models import PublicModel, PublicQuerySet
from core.notification_kinds import NotificationKind, notification_kinds

FALLBACK = NotificationKind(name="", label=_("Notification"), icon="bell")


class NotificationQuerySet(PublicQuerySet):
    def of(self, user: User):
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at=None)

    def unseen_since(self, moment):
        return self.filter(read_at=None, seen_at=None, created_at__gte=moment)


class Notification(PublicModel):
    """Something one member of the store should know. Seen: it was shown once; read: it was opened."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications", db_index=False)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=300, blank=True)  # a page of ours
    key = models.CharField(max_length=100, blank=True)  # of two with the same key one is kept
    seen_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["user", "store", "-id"], name="notification_list"),
            models.Index(
                fields=["user", "store"], condition=models.Q(read_at=None), name="notification_unread"
            ),
            models.Index(fields=["created_at"], name="notification_age"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "store", "key"], condition=~models.Q(key=""), name="notification_key_once"
            ),
            models.CheckConstraint(
                condition=models.Q(url="")
                | (models.Q(url__startswith="/") & ~models.Q(url__startswith="//")),
                name="notification_url_is_ours",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def described(self) -> NotificationKind:
        return notification_kinds.get(self.kind, FALLBACK)
