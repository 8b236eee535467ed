from django.db import models
from django.utils.translation import gettext_lazy as _

from core.actors import ActorKind
from core.models.stores import PublicModel


class UploadKind(models.TextChoices):
    IMAGE = "image", _("Image")
    ATTACHMENT = "attachment", _("Attachment")


class Upload(PublicModel):
    """A file somebody gave us. Its stored name is ours and random; theirs is only shown."""

    kind = models.CharField(max_length=10, choices=UploadKind.choices)
    name = models.CharField(max_length=120)
    path = models.CharField(max_length=200, unique=True)
    type = models.CharField(max_length=100)  # what the content is, whatever the name said
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    by_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    by_id = models.BigIntegerField(null=True, blank=True)
    by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["store", "kind", "-id"], name="upload_list")]

    def __str__(self):
        return self.name

    @property
    def is_image(self) -> bool:
        return self.kind == UploadKind.IMAGE
